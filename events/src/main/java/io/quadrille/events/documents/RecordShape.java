package io.quadrille.events.documents;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a schema says of a value that two sides must agree on, without its wording.
 *
 * @param type the JSON type and what bounds it, such as {@code integer -128..127} or {@code string (date)}
 * @param optional whether it may be null or absent
 * @param sensitive whether it is encrypted; the rest then describes its clear value
 * @param constants the values of an enum, sorted; empty where any will do
 * @param members of an object, or a record's columns, in order
 * @param element of an array; null elsewhere
 */
record RecordShape(
        String type,
        boolean optional,
        boolean sensitive,
        List<String> constants,
        Map<String, RecordShape> members,
        @Nullable RecordShape element) {

    /** As earlier builds wrote them. */
    private static final String BEGINNING = "records that begin with their origins";

    /** The shape of an event's data; without members where the data is absent or its columns are the file's. */
    static RecordShape ofData(JsonNode document) {
        JsonNode data = document.path("definitions").path(JsonSchemas.DATA);
        if (!data.path("properties").has("columns")) {
            return of(data, false);
        }
        Map<String, RecordShape> members = new LinkedHashMap<>();
        JsonNode values = data.path("properties").path("records").path("items").path("items");
        JsonNode columns = data.path("properties").path("columns").path("items");
        for (int i = 0; columns.isArray() && i < columns.size(); i++) {
            String name = columns.get(i).path("enum").path(0).asText();
            if (!name.startsWith("@")) { // of an origin
                members.put(name, of(values.path(i), false));
            }
        }
        JsonNode sealed = data.path("properties").path("sealed").path("properties");
        sealed.properties().forEach(column -> members.put(column.getKey(), of(column.getValue(), false)));
        String type = data.path("properties").has("origins") ? "records beside their origins" : BEGINNING;
        return new RecordShape(type, false, false, List.of(), members, null);
    }

    /** The shape of an event's attributes. */
    static RecordShape ofAttributes(JsonNode document) {
        return of(document.path("definitions").path(JsonSchemas.CLOUD_EVENT), false);
    }

    private static RecordShape of(JsonNode schema, boolean absent) {
        if (schema.has(FieldSchemas.CLEAR)) {
            RecordShape clear = of(schema.get(FieldSchemas.CLEAR), false);
            return new RecordShape(
                    clear.type, clear.optional || absent, true, clear.constants, clear.members, clear.element);
        }
        TreeSet<String> constants = new TreeSet<>();
        schema.path("enum").forEach(constant -> {
            if (!constant.isNull()) {
                constants.add(constant.asText());
            }
        });
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        Map<String, RecordShape> members = new LinkedHashMap<>();
        schema.path("properties")
                .properties()
                .forEach(member ->
                        members.put(member.getKey(), of(member.getValue(), !required.contains(member.getKey()))));
        return new RecordShape(
                type(schema),
                isNullable(schema) || absent,
                false,
                List.copyOf(constants),
                members,
                schema.path("items").isObject() ? of(schema.path("items"), false) : null);
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        String name = type.isArray() ? type.path(0).asText() : type.asText("any");
        if (schema.has("minimum") || schema.has("maximum")) {
            return name + " " + schema.path("minimum").asText() + ".."
                    + schema.path("maximum").asText();
        }
        return schema.has("format") ? name + " (" + schema.get("format").asText() + ")" : name;
    }

    private static boolean isNullable(JsonNode schema) {
        for (JsonNode type : schema.path("type")) {
            if (type.asText().equals("null")) {
                return true;
            }
        }
        return false;
    }
}
