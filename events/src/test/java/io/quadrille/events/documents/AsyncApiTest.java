package io.quadrille.events.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quadrille.events.pipeline.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AsyncApiTest {
    private final JsonNode document = PrettyJson.read(AsyncApi.of(Sample.ORDERS));

    @Test
    void document_names_its_version_pipeline_and_bus() {
        assertThat(document.path("asyncapi").asText()).isEqualTo("3.0.0");
        assertThat(document.path("info").path("title").asText()).isEqualTo("Pipeline orders");
        assertThat(document.at("/servers/bus/protocol").asText()).isEqualTo("eventbridge");
    }

    @Test
    void each_type_of_event_has_a_channel_a_message_and_its_schemas() {
        TreeSet<String> types = new TreeSet<>();
        Sample.ORDERS.recordTypes().forEach(type -> types.add(type.name()));
        JsonSchemas.fixedFacts().forEach(kind -> types.add(kind.type()));
        assertThat(names(document.path("channels"))).containsExactlyInAnyOrderElementsOf(types);
        assertThat(names(document.at("/components/messages"))).containsExactlyInAnyOrderElementsOf(types);
        for (String type : types) {
            JsonNode channel = document.path("channels").path(type);
            assertThat(channel.path("address").asText()).isEqualTo(type);
            JsonNode message = resolve(channel.path("messages").path(type));
            assertThat(message.path("contentType").asText()).isEqualTo("application/cloudevents+json");
            JsonNode headers = resolve(message.path("headers"));
            assertThat(headers.path("properties").has("run")).isTrue();
            assertThat(headers.path("properties").has("data")).isFalse();
            assertThat(message.has("payload")).isEqualTo(!type.equals("quadrille.records-loaded.v1"));
        }
        assertThat(resolve(document.at("/components/messages/orders.typed.v1/payload")))
                .isEqualTo(PrettyJson.read(RowSchemas.of(Sample.TYPED).toString()));
    }

    @Test
    void steps_receive_what_they_consume_and_send_what_they_emit() {
        assertOperation("extract.send", "send", "orders.read.v1");
        assertOperation("extract.send.run-started", "send", "quadrille.run-started.v1");
        assertOperation("keep.receive", "receive", "orders.read.v1");
        assertOperation("keep.send", "send", "orders.kept.v1");
        assertOperation("load-lines.receive", "receive", "orders.lines.v2");
        assertOperation("load-lines.send.records-loaded", "send", "quadrille.records-loaded.v1");
        assertOperation("bill.send.records-rejected", "send", "quadrille.records-rejected.v1");
        assertOperation("observer.receive.orders.read.v1", "receive", "orders.read.v1");
        assertOperation("observer.send.run-completed", "send", "quadrille.run-completed.v1");
        assertOperation("operator.send.run-amended", "send", "quadrille.run-amended.v1");
        List<String> operations = names(document.path("operations"));
        assertThat(operations)
                .doesNotContain(
                        "extract.receive", "load.send", "extract.send.records-loaded", "extract.send.step-failed");
    }

    @Test
    void every_channel_has_a_sender_and_a_receiver() {
        for (String action : List.of("send", "receive")) {
            TreeSet<String> channels = new TreeSet<>();
            document.path("operations").forEach(operation -> {
                if (operation.path("action").asText().equals(action)) {
                    channels.add(operation.at("/channel/$ref").asText().substring("#/channels/".length()));
                }
            });
            assertThat(channels).containsExactlyInAnyOrderElementsOf(names(document.path("channels")));
        }
    }

    @Test
    void every_reference_resolves() {
        List<JsonNode> references = document.findValues("$ref");
        assertThat(references).hasSizeGreaterThan(50);
        references.forEach(reference -> assertThat(
                        document.at(reference.asText().substring(1)).isMissingNode())
                .as(reference.asText())
                .isFalse());
    }

    @Test
    void same_pipeline_gives_the_same_text() {
        assertThat(AsyncApi.of(Sample.ORDERS))
                .isEqualTo(AsyncApi.of(Sample.ORDERS))
                .endsWith("}\n");
    }

    private void assertOperation(String name, String action, String type) {
        JsonNode operation = document.path("operations").path(name);
        assertThat(operation.path("action").asText()).as(name).isEqualTo(action);
        assertThat(operation.at("/channel/$ref").asText()).isEqualTo("#/channels/" + type);
        assertThat(operation.at("/messages/0/$ref").asText()).isEqualTo("#/channels/" + type + "/messages/" + type);
    }

    private JsonNode resolve(JsonNode reference) {
        return document.at(reference.path("$ref").asText().substring(1));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
