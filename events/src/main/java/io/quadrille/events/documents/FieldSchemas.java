package io.quadrille.events.documents;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quadrille.events.records.Field;
import java.math.BigInteger;
import java.util.List;

/** A field's values as JSON Schema Draft 4. */
final class FieldSchemas {
    /** The keyword under which a sealed column's schema keeps the one of its clear values; validators pass over it. */
    static final String CLEAR = "x-quadrille-clear";

    /** Nonce, the two brackets of no values and tag, 30 bytes, in base64. */
    private static final int SHORTEST_CIPHERTEXT = 40;

    /** As {@link java.math.BigDecimal#toString} writes it. */
    private static final String DECIMAL = "^-?[0-9]+(\\.[0-9]+)?(E[+-][0-9]+)?$";

    private FieldSchemas() {}

    /** A value of a field that is not sensitive. */
    static ObjectNode of(Field field) {
        return orNull(field, clear(field));
    }

    /** The members of an object, those that may be absent not required. In clear: a field is sealed as a whole or not. */
    static ObjectNode members(List<Field> fields) {
        ObjectNode schema = PrettyJson.object().put("type", "object");
        List<String> required = fields.stream()
                .filter(field -> !field.optional())
                .map(Field::name)
                .toList();
        if (!required.isEmpty()) { // Draft 4 wants at least one
            schema.set("required", PrettyJson.array(required));
        }
        ObjectNode properties = schema.putObject("properties");
        fields.forEach(field -> properties.set(field.name(), orNull(field, clear(field))));
        return schema;
    }

    /** The values of a sensitive field, all records' in one text. */
    static ObjectNode sealed(Field field) {
        ObjectNode schema = PrettyJson.object()
                .put("type", "string")
                .put(
                        "description",
                        "Sensitive: the array of its values, record by record, encrypted with AES-256-GCM, nonce first,"
                                + " as base64.")
                .put("pattern", "^[A-Za-z0-9+/]+={0,2}$")
                .put("minLength", SHORTEST_CIPHERTEXT);
        schema.set(CLEAR, of(field));
        return schema;
    }

    private static ObjectNode clear(Field field) {
        ObjectNode schema = PrettyJson.object();
        switch (field.kind()) {
            case STRING -> schema.put("type", "string");
            case INTEGER -> integer(schema, field.type());
            case DECIMAL ->
                schema.put("type", "string").put("format", "decimal").put("pattern", DECIMAL);
            case BOOLEAN -> schema.put("type", "boolean");
            case DATE ->
                schema.put("type", "string")
                        .put("format", "date")
                        .put("pattern", "^[+-]?[0-9]{4,9}-[0-9]{2}-[0-9]{2}$");
            case INSTANT -> schema.put("type", "string").put("format", "date-time");
            case ENUM -> {
                schema.put("type", "string");
                ArrayNode constants = schema.putArray("enum");
                for (Object constant : field.type().getEnumConstants()) {
                    constants.add(((Enum<?>) constant).name());
                }
            }
            case RECORD -> schema.setAll(members(field.nested()));
            case LIST -> {
                schema.put("type", "array");
                Field element = field.element();
                schema.set("items", element == null ? PrettyJson.object() : clear(element));
            }
        }
        return schema;
    }

    private static void integer(ObjectNode schema, Class<?> type) {
        schema.put("type", "integer");
        if (type != BigInteger.class) {
            long highest = highest(type);
            schema.put("minimum", -highest - 1).put("maximum", highest);
        }
    }

    private static long highest(Class<?> type) {
        if (type == byte.class || type == Byte.class) {
            return Byte.MAX_VALUE;
        } else if (type == short.class || type == Short.class) {
            return Short.MAX_VALUE;
        } else if (type == int.class || type == Integer.class) {
            return Integer.MAX_VALUE;
        }
        return Long.MAX_VALUE;
    }

    private static ObjectNode orNull(Field field, ObjectNode schema) {
        if (!field.optional()) {
            return schema;
        }
        String type = schema.path("type").asText();
        schema.putArray("type").add(type).add("null");
        if (schema.get("enum") instanceof ArrayNode constants) {
            constants.addNull();
        }
        return schema;
    }
}
