package io.quadrille.events.documents;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quadrille.events.records.Field;
import io.quadrille.events.records.RecordType;
import java.util.List;

/** The schema of a chunk's records exactly as the codec writes them: array rows under column names that stand once. */
final class RowSchemas {
    /** The columns before a record's own: where it comes from. */
    static final List<String> ORIGIN = List.of("@line", "@byte", "@ordinal");

    private RowSchemas() {}

    static ObjectNode of(RecordType<?> type) {
        boolean ofTheFile = type.layout().isEmpty();
        List<Field> all = ofTheFile ? List.of() : type.layoutFor(List.of()).fields();
        List<Field> fields = all.stream().filter(field -> !field.sensitive()).toList();
        ObjectNode schema = PrettyJson.object()
                .put("type", "object")
                .put("description", "The columns once, then each record as an array of its values in their order.");
        ArrayNode required = schema.putArray("required").add("columns").add("records");
        ObjectNode properties = schema.putObject("properties");
        ObjectNode columns = properties.putObject("columns");
        ObjectNode row = properties.putObject("records").put("type", "array").putObject("items");
        ArrayNode names = tuple(columns, ORIGIN.size() + fields.size(), ofTheFile);
        ArrayNode values = tuple(row, ORIGIN.size() + fields.size(), ofTheFile);
        for (String origin : ORIGIN) {
            names.add(constant(origin));
        }
        values.add(whole(1, Long.MAX_VALUE, "The physical line where the record begins, from 1."));
        values.add(whole(0, Long.MAX_VALUE, "Its first byte's offset in the source, decompressed."));
        values.add(whole(0, Integer.MAX_VALUE, "Its place among the records one was expanded into, from 0."));
        for (Field field : fields) {
            names.add(constant(field.name()));
            values.add(FieldSchemas.of(field));
        }
        if (fields.size() < all.size()) {
            required.add("sealed");
            properties.set("sealed", sealed(all));
        }
        return schema;
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

    /** An array of exactly the items that are added; of the file's columns, any number of texts after them. */
    private static ArrayNode tuple(ObjectNode schema, int size, boolean ofTheFile) {
        schema.put("type", "array").put("minItems", size);
        if (ofTheFile) {
            schema.putObject("additionalItems").put("type", "string");
        } else {
            schema.put("maxItems", size).put("additionalItems", false);
        }
        return schema.putArray("items");
    }

    static ObjectNode constant(String text) {
        ObjectNode schema = PrettyJson.object().put("type", "string");
        schema.putArray("enum").add(text);
        return schema;
    }

    private static ObjectNode whole(long lowest, long highest, String description) {
        return PrettyJson.object()
                .put("type", "integer")
                .put("minimum", lowest)
                .put("maximum", highest)
                .put("description", description);
    }
}
