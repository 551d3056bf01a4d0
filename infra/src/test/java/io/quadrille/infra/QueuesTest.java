package io.quadrille.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.pipeline.Rule;
import io.quadrille.events.pipeline.StepSettings;
import io.quadrille.infra.Synthesis.Template;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QueuesTest {
    private static final int DAY = 86_400;

    @ParameterizedTest
    @MethodSource("io.quadrille.infra.Synthesis#examples")
    void every_target_has_its_queue_and_both_dead_letter_queues(Template template) {
        Deployment deployment = Deployment.parse(template.name());
        Pipeline pipeline = Pipelines.of(deployment.pipeline());
        Set<String> expected = new TreeSet<>();
        Set<String> targets = new TreeSet<>(Set.of("arrival"));
        pipeline.rules().stream().map(Rule::target).forEach(targets::add);
        for (String target : targets) {
            expected.add(deployment.queue(target));
            expected.add(deployment.deadLetterQueue(target));
            expected.add(deployment.ruleDeadLetterQueue(target));
        }
        expected.add(deployment.ruleDeadLetterQueue("watchdog"));
        Set<String> names = new TreeSet<>();
        template.properties("AWS::SQS::Queue").stream()
                .filter(queue -> queue.has("QueueName"))
                .forEach(queue -> names.add(queue.path("QueueName").asText()));
        assertThat(names).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("io.quadrille.infra.Synthesis#examples")
    void every_queue_is_encrypted_and_gives_up_into_a_dead_letter_queue(Template template) {
        Map<String, JsonNode> queues = template.all("AWS::SQS::Queue");
        Set<String> deadLetters = new HashSet<>();
        queues.forEach((id, queue) -> {
            JsonNode properties = queue.path("Properties");
            assertThat(Synthesis.text(properties.path("KmsMasterKeyId"))).as(id).matches("<Key[0-9A-F]+\\.Arn>");
            if (properties.has("RedrivePolicy")) {
                assertThat(properties.at("/RedrivePolicy/maxReceiveCount").asInt())
                        .isEqualTo(StepSettings.MAX_RECEIVES);
                assertThat(properties.path("MessageRetentionPeriod").asInt()).isEqualTo(4 * DAY);
                deadLetters.add(Synthesis.text(properties.at("/RedrivePolicy/deadLetterTargetArn")));
            } else {
                assertThat(properties.path("MessageRetentionPeriod").asInt()).isEqualTo(14 * DAY);
            }
        });
        template.properties("AWS::Events::Rule").forEach(rule -> rule.path("Targets")
                .forEach(target -> deadLetters.add(Synthesis.text(target.at("/DeadLetterConfig/Arn")))));
        deadLetters.add(Synthesis.text(
                template.properties("AWS::Events::EventBus").get(0).at("/DeadLetterConfig/Arn")));
        queues.forEach((id, queue) -> assertThat(
                        queue.path("Properties").has("RedrivePolicy") || deadLetters.contains("<" + id + ".Arn>"))
                .as("%s has a dead-letter queue or is one", id)
                .isTrue());
    }

    @ParameterizedTest
    @MethodSource("io.quadrille.infra.Synthesis#examples")
    void queue_hides_a_batch_for_six_times_as_long_as_its_function_may_take(Template template) {
        Map<String, JsonNode> queues = template.all("AWS::SQS::Queue");
        template.properties("AWS::Lambda::EventSourceMapping").forEach(source -> {
            String queue = Synthesis.text(source.path("EventSourceArn")).replaceAll("<(.*)\\.Arn>", "$1");
            String alias = source.at("/FunctionName/Fn::Join/1/0/Fn::Select/1/Fn::Split/1/Ref")
                    .asText();
            String function = template.all("AWS::Lambda::Alias")
                    .get(alias)
                    .at("/Properties/FunctionName/Ref")
                    .asText();
            int timeout = template.all("AWS::Lambda::Function")
                    .get(function)
                    .at("/Properties/Timeout")
                    .asInt();
            assertThat(queues.get(queue).at("/Properties/VisibilityTimeout").asInt())
                    .as(queue)
                    .isGreaterThanOrEqualTo(6 * timeout);
        });
    }

    @ParameterizedTest
    @MethodSource("io.quadrille.infra.Synthesis#examples")
    void dead_letters_of_every_queue_and_rule_with_events_are_named(Template template) {
        Deployment deployment = Deployment.parse(template.name());
        Set<String> read = new HashSet<>();
        template.properties("AWS::Lambda::EventSourceMapping")
                .forEach(source -> read.add(Synthesis.text(source.path("EventSourceArn"))));
        template.all("AWS::SQS::Queue").forEach((id, queue) -> {
            String name = queue.at("/Properties/QueueName").asText("");
            boolean ofNoEvent = name.isEmpty() || name.equals(deployment.ruleDeadLetterQueue("watchdog"));
            assertThat(read.contains("<" + id + ".Arn>")).as(id).isEqualTo(!ofNoEvent);
        });
    }
}
