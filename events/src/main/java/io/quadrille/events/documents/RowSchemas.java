package io.quadrille.events.documents;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quadrille.events.records.Field;
import io.quadrille.events.records.RecordType;
import java.util.List;

/** The schema of a chunk's records exactly as the codec writes them: array rows under column names that stand once. */
final class RowSchemas {
    private RowSchemas() {}

    static ObjectNode of(RecordType<?> type) {
        boolean ofTheFile = type.layout().isEmpty();
        List<Field> all = ofTheFile ? List.of() : type.layoutFor(List.of()).fields();
        List<Field> fields = all.stream().filter(field -> !field.sensitive()).toList();
        ObjectNode schema = PrettyJson.object()
                .put("type", "object")
                .put(
                        "description",
                        "The columns once, where the records come from, and each record as an array of its values.");
        ArrayNode required =
                schema.putArray("required").add("columns").add("origins").add("records");
        ObjectNode properties = schema.putObject("properties");
        properties.set(
                "columns",
                ofTheFile
                        ? texts()
                        : tuple(fields.stream().map(RowSchemas::name).toList()));
        properties.set("origins", origins());
        properties
                .putObject("records")
                .put("type", "array")
                .set(
                        "items",
                        ofTheFile
                                ? texts()
                                : tuple(fields.stream().map(FieldSchemas::of).toList()));
        if (fields.size() < all.size()) {
            required.add("sealed");
            properties.set("sealed", sealed(all));
        }
        return schema;
    }

    private static ObjectNode origins() {
        ObjectNode schema = PrettyJson.object()
                .put("type", "array")
                .put(
                        "description",
                        "Where each record comes from: the difference to the one before it, the first's to line 0, byte 0.");
        schema.putObject("items")
                .putArray("anyOf")
                .add(whole(0, Long.MAX_VALUE, "How many bytes further the record begins, which is in the next line."))
                .add(tuple(List.of(
                        whole("How many lines further the record begins; lines count from 1."),
                        whole("How many bytes further it begins in the source, decompressed."),
                        whole(0, Integer.MAX_VALUE, "Its place among the records one was expanded into, from 0."))));
        return schema;
    }

    /** Of a file's columns, whatever they are. */
    private static ObjectNode texts() {
        ObjectNode schema = PrettyJson.object().put("type", "array");
        schema.putObject("items").put("type", "string");
        return schema;
    }

    private static ObjectNode name(Field field) {
        return constant(field.name());
    }

    private static ObjectNode sealed(List<Field> fields) {
        ObjectNode schema =
                PrettyJson.object().put("type", "object").put("description", "The values of sensitive fields.");
        ArrayNode required = schema.putArray("required");
        ObjectNode properties = schema.putObject("properties");
        for (Field field : fields) {
            if (field.sensitive()) {
                required.add(field.name());
                properties.set(field.name(), FieldSchemas.sealed(field));
            }
        }
        return schema;
    }

    /** An array of exactly these items. */
    private static ObjectNode tuple(List<ObjectNode> items) {
        ObjectNode schema = PrettyJson.object().put("type", "array");
        schema.put("minItems", items.size()).put("maxItems", items.size());
        if (!items.isEmpty()) { // Draft 4 has no list without items
            schema.put("additionalItems", false).putArray("items").addAll(items);
        }
        return schema;
    }

    static ObjectNode constant(String text) {
        ObjectNode schema = PrettyJson.object().put("type", "string");
        schema.putArray("enum").add(text);
        return schema;
    }

    private static ObjectNode whole(String description) {
        return PrettyJson.object().put("type", "integer").put("description", description);
    }

    private static ObjectNode whole(long lowest, long highest, String description) {
        return whole(description).put("minimum", lowest).put("maximum", highest);
    }
}
