package io.quadrille.events.records;

import io.quadrille.events.json.JsonBytes;
import io.quadrille.events.json.JsonBytes.HalfSurrogate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field's value as JSON: integers as numbers, dates as ISO text. Decimals are text too: who passes an event on may read
 * its numbers as IEEE 754 doubles (RFC 8259, section 6), which have neither scale nor more than 17 digits.
 */
final class ValueWriter {
    private ValueWriter() {}

    /** @throws IllegalArgumentException if an event cannot carry it; the message names the field, no value */
    static void write(JsonBytes json, Field field, @Nullable Object value) {
        if (value == null) {
            if (!field.optional()) {
                throw new IllegalArgumentException(
                        "field '" + field.name() + "' is null, expected " + field.describe());
            }
            json.raw("null");
            return;
        }
        switch (field.kind()) {
            case STRING -> writeText(json, field, (String) value);
            case INTEGER -> writeInteger(json, value);
            case BOOLEAN -> json.raw((Boolean) value ? "true" : "false");
            case DECIMAL, DATE, INSTANT -> json.plainText(value.toString());
            case ENUM -> json.text(((Enum<?>) value).name());
            case RECORD -> writeRecord(json, field, value);
            case LIST -> writeList(json, field, (List<?>) value);
        }
    }

    private static void writeText(JsonBytes json, Field field, String text) {
        try {
            json.text(text);
        } catch (HalfSurrogate e) {
            throw Encodable.halfSurrogate(field);
        }
    }

    private static void writeInteger(JsonBytes json, Object value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            json.number(((Number) value).longValue());
        } else {
            json.raw(value.toString());
        }
    }

    private static void writeRecord(JsonBytes json, Field field, Object value) {
        @Nullable Object[] values = NestedLayouts.values(value);
        for (int i = 0; i < values.length; i++) {
            json.raw(i == 0 ? '{' : ',');
            writeText(json, field, field.nested().get(i).name());
            json.raw(':');
            write(json, field.nested().get(i), values[i]);
        }
        json.raw('}');
    }

    private static void writeList(JsonBytes json, Field field, List<?> list) {
        json.raw('[');
        boolean first = true;
        for (Object element : list) {
            if (!first) {
                json.raw(',');
            }
            first = false;
            write(json, field.elements(), element);
        }
        json.raw(']');
    }
}
