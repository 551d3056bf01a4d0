package io.quadrille.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.pipeline.Step;
import io.quadrille.infra.Synthesis.Template;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlarmsTest {
    @Test
    void everything_that_can_fail_has_its_alarm() {
        Template prod = Synthesis.example("customers-prod");
        Map<String, Integer> metrics = new TreeMap<>();
        prod.properties("AWS::CloudWatch::Alarm").stream()
                .filter(alarm -> alarm.has("AlarmActions"))
                .forEach(alarm -> metrics.merge(alarm.path("MetricName").asText(), 1, Integer::sum));
        int queues = 4;
        int deadLetterQueues = 2 * queues + 3;
        int functions = prod.all("AWS::Lambda::Function").size();
        int tables = prod.all("AWS::DynamoDB::Table").size();
        assertThat(metrics)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ApproximateAgeOfOldestMessage", queues,
                        "ApproximateNumberOfMessagesVisible", deadLetterQueues,
                        "Errors", functions,
                        "Throttles", functions,
                        "ReadThrottleEvents", tables,
                        "WriteThrottleEvents", tables,
                        "StalledRuns", 1));
        assertThat(prod.all("AWS::SQS::Queue")).hasSize(queues + deadLetterQueues);
    }

    @ParameterizedTest
    @MethodSource("io.quadrille.infra.Synthesis#examples")
    void alarms_and_failures_are_told_to_an_encrypted_topic(Template template) {
        JsonNode topic = template.properties("AWS::SNS::Topic").get(0);
        assertThat(topic.has("KmsMasterKeyId")).isTrue();
        boolean dev = template.name().endsWith("-dev");
        assertThat(template.all("AWS::CloudWatch::Alarm").isEmpty()).isEqualTo(dev);
    }

    @ParameterizedTest
    @MethodSource("io.quadrille.infra.Synthesis#examples")
    void dashboard_has_a_row_for_each_step_in_order(Template template) {
        String body = Synthesis.text(
                template.properties("AWS::CloudWatch::Dashboard").get(0).path("DashboardBody"));
        int before = -1;
        for (Step<?, ?> step :
                Pipelines.of(Deployment.parse(template.name()).pipeline()).steps()) {
            int row = body.indexOf("## " + step.name() + "\"");
            assertThat(row).as(step.name()).isGreaterThan(before);
            assertThat(body)
                    .contains("[\"Quadrille\",\"RecordsIn\",\"deployment\",\"" + template.name() + "\",\"step\",\""
                            + step.name() + "\"");
            before = row;
        }
    }
}
