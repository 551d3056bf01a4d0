package io.quadrille.events.documents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quadrille.events.FactKind;
import io.quadrille.events.documents.FactText.Sender;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.pipeline.Rule;
import io.quadrille.events.pipeline.Step;
import io.quadrille.events.pipeline.StepKind;
import io.quadrille.events.records.RecordType;
import java.util.Locale;

/**
 * A pipeline as an AsyncAPI 3.0 document in JSON: the bus as server, a channel per type of event, and what each step
 * receives and sends.
 *
 * <p>A message's headers are the CloudEvent's attributes and its payload is the data; on EventBridge both stand in
 * {@code detail}. Schemas stand once, under components.
 */
public final class AsyncApi {
    private final Pipeline pipeline;
    private final ObjectNode channels = PrettyJson.object();
    private final ObjectNode operations = PrettyJson.object();
    private final ObjectNode messages = PrettyJson.object();
    private final ObjectNode schemas = PrettyJson.object();

    private AsyncApi(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** The document, ending in a line feed; the same pipeline always gives the same text. */
    public static String of(Pipeline pipeline) {
        return PrettyJson.text(new AsyncApi(pipeline).document());
    }

    private ObjectNode document() {
        for (RecordType<?> type : pipeline.recordTypes()) {
            channel(
                    type.name(),
                    "Records of type " + type + ".",
                    JsonSchemas.cloudEvent(pipeline, type),
                    RowSchemas.of(type));
        }
        for (FactKind kind : JsonSchemas.fixedFacts()) {
            channel(kind.type(), FactText.meaning(kind), JsonSchemas.cloudEvent(kind), JsonSchemas.factData(kind));
        }
        for (Step<?, ?> step : pipeline.steps()) {
            operationsOf(step);
        }
        othersOperations();
        ObjectNode document =
                PrettyJson.object().put("asyncapi", "3.0.0").put("id", "urn:quadrille:" + pipeline.name());
        document.putObject("info")
                .put("title", "Pipeline " + pipeline.name())
                .put("version", "0." + pipeline.digest().substring(0, 12))
                .put(
                        "description",
                        "The steps of pipeline " + pipeline.name() + " and the events between them. The"
                                + " version is the pipeline's digest. Delivery is at least once, in any order.");
        document.put("defaultContentType", "application/json");
        document.set("servers", servers());
        document.set("channels", channels);
        document.set("operations", operations);
        ObjectNode components = document.putObject("components");
        components.set("messages", messages);
        components.set("schemas", schemas);
        return document;
    }

    private ObjectNode servers() {
        ObjectNode servers = PrettyJson.object();
        ObjectNode bus = servers.putObject("bus")
                .put("host", "events.{region}.amazonaws.com")
                .put("protocol", "eventbridge")
                .put(
                        "description",
                        "The EventBridge bus; a channel's address is the detail-type of its events, and"
                                + " their source is " + pipeline.name() + ".");
        bus.putObject("variables")
                .putObject("region")
                .put("default", "us-east-1")
                .put("description", "The AWS region of the bus.");
        return servers;
    }

    private void channel(String type, String summary, ObjectNode cloudEvent, ObjectNode data) {
        ObjectNode channel = channels.putObject(type).put("address", type).put("summary", summary);
        channel.putArray("servers").addObject().put("$ref", "#/servers/bus");
        channel.putObject("messages").putObject(type).put("$ref", "#/components/messages/" + type);
        ObjectNode message = messages.putObject(type)
                .put("name", type)
                .put("summary", summary)
                .put("contentType", "application/cloudevents+json");
        message.putObject("headers").put("$ref", "#/components/schemas/" + type + ".attributes");
        ObjectNode properties = (ObjectNode) cloudEvent.path("properties");
        boolean hasData = properties.remove("data") != null;
        cloudEvent.remove("anyOf"); // of data and its claim check; the payload has a schema of its own
        schemas.set(type + ".attributes", cloudEvent.put("description", "The CloudEvent's attributes."));
        if (hasData) {
            message.putObject("payload").put("$ref", "#/components/schemas/" + type + ".data");
            schemas.set(type + ".data", data);
        }
    }

    private void operationsOf(Step<?, ?> step) {
        step.consumes()
                .ifPresent(type -> operation(
                        step.name() + ".receive",
                        "receive",
                        type.name(),
                        "Step " + step.name() + ", from its queue, at most "
                                + step.settings().concurrency() + " at once."));
        step.emits()
                .ifPresent(type -> operation(
                        step.name() + ".send",
                        "send",
                        type.name(),
                        "Step " + step.name() + ": one outcome for each chunk."));
        for (FactKind kind : JsonSchemas.fixedFacts()) {
            if (sends(step.kind(), FactText.sender(kind))) {
                operation(step.name() + ".send." + kind.attribute(), "send", kind.type(), FactText.meaning(kind));
            }
        }
    }

    private static boolean sends(StepKind kind, Sender sender) {
        return switch (sender) {
            case EXTRACT -> kind == StepKind.EXTRACT;
            case LOAD -> kind == StepKind.LOAD;
            case EVERY_STEP -> true;
            case QUEUED_STEP -> kind != StepKind.EXTRACT;
            case MIDDLE_STEP, DEAD_LETTER_RECORDER, OBSERVER, OPERATOR -> false;
        };
    }

    /** The observer receives everything; what no step sends is sent by those beside the flow. */
    private void othersOperations() {
        channels.fieldNames()
                .forEachRemaining(type -> operation(
                        Rule.OBSERVER + ".receive." + type, "receive", type, "The observer's catch-all rule."));
        for (FactKind kind : JsonSchemas.fixedFacts()) {
            Sender sender = FactText.sender(kind);
            if (sender == Sender.DEAD_LETTER_RECORDER || sender == Sender.OBSERVER || sender == Sender.OPERATOR) {
                String name = sender.name().toLowerCase(Locale.ROOT).replace('_', '-');
                operation(name + ".send." + kind.attribute(), "send", kind.type(), FactText.meaning(kind));
            }
        }
    }

    private void operation(String name, String action, String type, String summary) {
        ObjectNode operation = operations.putObject(name).put("action", action).put("summary", summary);
        operation.putObject("channel").put("$ref", "#/channels/" + type);
        operation.putArray("messages").addObject().put("$ref", "#/channels/" + type + "/messages/" + type);
    }
}
