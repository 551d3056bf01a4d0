package io.quadrille.events.documents;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quadrille.events.Extensions;
import io.quadrille.events.FactKind;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.records.RecordType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schemas, Draft 4, of our events: what the EventBridge schema registry takes as {@code JSONSchemaDraft4}.
 *
 * <p>An event's document describes the object that EventBridge delivers, with the CloudEvent in {@code detail} and its
 * data as definitions of their own. The same definition always gives the same text.
 *
 * <pre>{@code
 * String schema = JsonSchemas.event(CUSTOMERS, EXTRACTED); // for aws schemas create-schema --content
 * }</pre>
 */
public final class JsonSchemas {
    static final String CLOUD_EVENT = "CloudEvent";
    static final String DATA = "Data";

    private static final String DRAFT_4 = "http://json-schema.org/draft-04/schema#";

    private JsonSchemas() {}

    /** The document of a record type's events in a pipeline that emits it. */
    public static String event(Pipeline pipeline, RecordType<?> type) {
        return PrettyJson.text(
                registered(type.name(), pipeline.name(), cloudEvent(pipeline, type), RowSchemas.of(type)));
    }

    /** The document of a fact that carries no records; its source is whichever pipeline it is about. */
    public static String event(FactKind kind) {
        requireFixed(kind);
        return PrettyJson.text(registered(kind.type(), null, cloudEvent(kind), factData(kind)));
    }

    /** The schema of the data of a type's events alone: the columns once, then an array per record. */
    public static String data(RecordType<?> type) {
        return PrettyJson.text(withDraft(type.name(), RowSchemas.of(type)));
    }

    /** The schema of a fact's data alone. @throws IllegalArgumentException if its data is records, or it has none */
    public static String data(FactKind kind) {
        requireFixed(kind);
        if (!hasData(kind)) {
            throw new IllegalArgumentException(kind.type() + " has no data: its attributes say everything");
        }
        return PrettyJson.text(withDraft(kind.type(), factData(kind)));
    }

    /** The kinds of fact whose events have a type of their own. */
    public static List<FactKind> fixedFacts() {
        List<FactKind> kinds = new ArrayList<>(List.of(FactKind.values()));
        kinds.removeIf(FactKind::carriesRecords);
        return kinds;
    }

    static boolean hasData(FactKind kind) {
        return Attribute.Carrier.DATA.carries(kind);
    }

    static FactKind kindOf(Pipeline pipeline, RecordType<?> type) {
        return pipeline.extract().emits().filter(type::equals).isPresent()
                ? FactKind.RECORDS_EXTRACTED
                : FactKind.RECORDS_TRANSFORMED;
    }

    static ObjectNode cloudEvent(Pipeline pipeline, RecordType<?> type) {
        return cloudEvent(kindOf(pipeline, type), type.name());
    }

    static ObjectNode cloudEvent(FactKind kind) {
        return cloudEvent(kind, kind.type());
    }

    static ObjectNode factData(FactKind kind) {
        return FieldSchemas.members(FactFields.of(kind.factClass()));
    }

    private static ObjectNode cloudEvent(FactKind kind, String type) {
        ObjectNode schema =
                PrettyJson.object().put("type", "object").put("description", "A CloudEvent 1.0 in structured JSON.");
        List<String> required = new ArrayList<>(List.of("specversion", "id", "source", "type", "time"));
        ObjectNode properties = schema.putObject("properties");
        properties.set("specversion", RowSchemas.constant("1.0"));
        properties.putObject("id").put("type", "string").put("minLength", 1);
        properties.putObject("source").put("type", "string").put("pattern", "^/quadrille/[a-z][a-z0-9-]{0,30}$");
        properties.set("type", RowSchemas.constant(type));
        properties.putObject("time").put("type", "string").put("format", "date-time");
        if (hasData(kind)) {
            properties.set("datacontenttype", RowSchemas.constant("application/json"));
        }
        for (Attribute attribute : Attribute.of(kind)) {
            ObjectNode of = attribute.schema();
            if (attribute.name().equals(Extensions.FACT)) {
                of.putArray("enum").add(kind.attribute());
            }
            properties.set(attribute.name(), of);
            if (attribute.required()) {
                required.add(attribute.name());
            }
        }
        if (hasData(kind)) {
            properties.putObject("data").put("$ref", "#/definitions/" + DATA);
            ArrayNode either = schema.putArray("anyOf");
            either.addObject().putArray("required").add("data");
            either.addObject().putArray("required").add(Extensions.DATA_REF);
        }
        schema.set("required", PrettyJson.array(required));
        return schema;
    }

    private static ObjectNode registered(String type, @Nullable String source, ObjectNode cloudEvent, ObjectNode data) {
        ObjectNode schema = PrettyJson.object()
                .put("type", "object")
                .put("description", "The object that EventBridge delivers; detail is the CloudEvent.");
        if (source != null) {
            schema.put("x-amazon-events-source", source);
        }
        schema.put("x-amazon-events-detail-type", type);
        ObjectNode properties = schema.putObject("properties");
        for (String name : List.of("version", "id", "account", "region")) {
            properties.putObject(name).put("type", "string");
        }
        properties.putObject("time").put("type", "string").put("format", "date-time");
        properties
                .putObject("resources")
                .put("type", "array")
                .putObject("items")
                .put("type", "string");
        properties.set(
                "source", source == null ? PrettyJson.object().put("type", "string") : RowSchemas.constant(source));
        properties.set("detail-type", RowSchemas.constant(type));
        properties.putObject("detail").put("$ref", "#/definitions/" + CLOUD_EVENT);
        ArrayNode required = schema.putArray("required");
        properties.fieldNames().forEachRemaining(required::add);
        ObjectNode definitions = schema.putObject("definitions");
        definitions.set(CLOUD_EVENT, cloudEvent);
        if (cloudEvent.path("properties").has("data")) {
            definitions.set(DATA, data);
        }
        return withDraft(type, schema);
    }

    private static ObjectNode withDraft(String title, ObjectNode schema) {
        ObjectNode document = PrettyJson.object().put("$schema", DRAFT_4).put("title", title);
        document.setAll(schema);
        return document;
    }

    private static void requireFixed(FactKind kind) {
        if (kind.carriesRecords()) {
            throw new IllegalArgumentException(
                    kind + " carries records: its schema is that of a record type, event(pipeline, type)");
        }
    }
}
