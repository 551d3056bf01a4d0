package io.quadrille.infra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.quadrille.events.Envelope;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.Extensions;
import io.quadrille.events.FactKind;
import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.documents.JsonSchemas;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.pipeline.Rule;
import io.quadrille.events.records.RecordType;
import io.quadrille.infra.Synthesis.Template;
import io.quadrille.local.bus.RuleSet;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.event.ruler.Machine;

/** The template's rules against those of the definition, by Amazon's own matcher. */
class RulesTest {
    @ParameterizedTest
    @MethodSource("io.quadrille.infra.Synthesis#examples")
    void rules_select_what_the_rules_of_the_local_bus_select(Template template) throws Exception {
        Pipeline pipeline = Pipelines.of(Deployment.parse(template.name()).pipeline());
        RuleSet local = new RuleSet();
        pipeline.rules().forEach(local::add);
        Machine deployed = Machine.builder().build();
        for (Map.Entry<String, JsonNode> rule : queueRules(template).entrySet()) {
            deployed.addRule(rule.getKey(), rule.getValue().path("EventPattern").toString());
        }
        int matches = 0;
        for (Pipeline source : Pipelines.ALL) {
            for (Envelope event : events(source)) {
                String delivered = new String(EventBridgeJson.wrap(event), UTF_8);
                Set<String> expected =
                        local.match(event).stream().map(Rule::name).collect(Collectors.toSet());
                assertThat(Set.copyOf(deployed.rulesForJSONEvent(delivered)))
                        .as("%s of %s", event.type(), source.name())
                        .isEqualTo(expected);
                assertThat(expected.isEmpty()).isEqualTo(!source.equals(pipeline));
                matches += expected.size();
            }
        }
        int consumed = (int) pipeline.steps().stream()
                .filter(step -> step.consumes().isPresent())
                .count();
        assertThat(matches)
                .as("each event once to the observer, and each type to its steps")
                .isEqualTo(events(pipeline).size() + consumed);
    }

    @ParameterizedTest
    @MethodSource("io.quadrille.infra.Synthesis#examples")
    void rules_are_those_of_the_definition_with_their_patterns(Template template) {
        Pipeline pipeline = Pipelines.of(Deployment.parse(template.name()).pipeline());
        Map<String, JsonNode> rules = queueRules(template);
        assertThat(rules).hasSize(pipeline.rules().size());
        for (Rule rule : pipeline.rules()) {
            JsonNode deployed = rules.get(rule.name());
            assertThat(deployed.path("EventPattern").toString()).isEqualTo(Json.compact(rule.pattern()));
            assertThat(deployed.path("Targets")).hasSize(1);
            JsonNode target = deployed.at("/Targets/0");
            assertThat(target.has("InputTransformer")).isEqualTo(rule.envelopeOnly());
            String queue = Synthesis.text(target.path("Arn")).replaceAll("<(.*)\\.Arn>", "$1");
            assertThat(template.all("AWS::SQS::Queue")
                            .get(queue)
                            .at("/Properties/QueueName")
                            .asText())
                    .isEqualTo(Deployment.of(
                                    pipeline, Deployment.parse(template.name()).size())
                            .queue(rule.target()));
        }
    }

    @Test
    void arrivals_and_stopped_tasks_are_told_on_the_default_bus() throws Exception {
        Map<String, JsonNode> rules = new TreeMap<>();
        Synthesis.example("customers-dev").properties("AWS::Events::Rule").stream()
                .filter(rule -> !rule.has("EventBusName"))
                .forEach(rule -> rules.put(rule.path("Name").asText(), rule));
        assertThat(rules)
                .containsOnlyKeys("customers-dev-arrival", "customers-dev-watchdog", "customers-dev-watchdog-tasks");
        assertThat(rules.get("customers-dev-watchdog")
                        .path("ScheduleExpression")
                        .asText())
                .isEqualTo("rate(5 minutes)");
        Machine machine = Machine.builder().build();
        for (String name : List.of("customers-dev-arrival", "customers-dev-watchdog-tasks")) {
            String pattern = rules.get(name).path("EventPattern").toString();
            machine.addRule(name, pattern.replaceAll("\\{\"(Ref|Fn::GetAtt)\":[^}]*}", "\"own\""));
        }
        String dropped = "{'source':'aws.s3','detail-type':'Object Created','detail':"
                + "{'bucket':{'name':'%s'},'object':{'key':'%s'}}}";
        assertThat(match(machine, dropped.formatted("own", "landing/a.csv"))).containsExactly("customers-dev-arrival");
        assertThat(match(machine, dropped.formatted("own", "elsewhere/a.csv"))).isEmpty();
        assertThat(match(machine, dropped.formatted("another", "landing/a.csv")))
                .isEmpty();
        String task = "{'source':'aws.ecs','detail-type':'ECS Task State Change','detail':"
                + "{'clusterArn':'%s','lastStatus':'%s'}}";
        assertThat(match(machine, task.formatted("own", "STOPPED"))).containsExactly("customers-dev-watchdog-tasks");
        assertThat(match(machine, task.formatted("own", "RUNNING"))).isEmpty();
        assertThat(match(machine, task.formatted("another", "STOPPED"))).isEmpty();
    }

    private static List<String> match(Machine machine, String event) throws Exception {
        return machine.rulesForJSONEvent(event.replace('\'', '"'));
    }

    /** The rules of the pipeline's bus that feed queues. */
    private static Map<String, JsonNode> queueRules(Template template) {
        Map<String, JsonNode> rules = new TreeMap<>();
        template.properties("AWS::Events::Rule").stream()
                .filter(rule -> rule.path("EventBusName").asText().equals(template.name()))
                .filter(rule -> !rule.at("/Targets/0/Id").asText().equals("failures"))
                .forEach(rule -> rules.put(rule.path("Name").asText(), rule));
        return rules;
    }

    /** An event of every type of a pipeline. */
    private static List<Envelope> events(Pipeline pipeline) {
        List<Envelope> events = new ArrayList<>();
        RecordType<?> extracted = pipeline.extract().to();
        for (RecordType<?> type : pipeline.recordTypes()) {
            events.add(event(
                    pipeline,
                    type.name(),
                    type.equals(extracted) ? FactKind.RECORDS_EXTRACTED : FactKind.RECORDS_TRANSFORMED));
        }
        for (FactKind kind : new TreeSet<>(JsonSchemas.fixedFacts())) {
            events.add(event(pipeline, kind.type(), kind));
        }
        return events;
    }

    private static Envelope event(Pipeline pipeline, String type, FactKind kind) {
        return new Envelope(CloudEventBuilder.v1()
                .withId("id")
                .withSource(URI.create("/quadrille/" + pipeline.name()))
                .withType(type)
                .withTime(OffsetDateTime.parse("2026-11-03T09:30:00Z"))
                .withExtension(Extensions.FACT, kind.attribute())
                .withData("application/json", "{}".getBytes(UTF_8))
                .build());
    }
}
