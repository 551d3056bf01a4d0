package io.quadrille.events.records;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field's value as JSON and back: integers as numbers, dates as ISO text. Decimals are text too: who passes an event on
 * may read its numbers as IEEE 754 doubles (RFC 8259, section 6), which have neither scale nor more than 17 digits.
 */
final class ValueJson {
    private ValueJson() {}

    static void write(JsonGenerator json, Field field, @Nullable Object value) throws IOException {
        if (value == null) {
            if (!field.optional()) {
                throw new IllegalArgumentException(
                        "field '" + field.name() + "' is null, expected " + field.describe());
            }
            json.writeNull();
            return;
        }
        switch (field.kind()) {
            case STRING -> writeText(json, field, (String) value);
            case INTEGER -> writeInteger(json, value);
            case BOOLEAN -> json.writeBoolean((Boolean) value);
            case DECIMAL, DATE, INSTANT -> json.writeString(value.toString());
            case ENUM -> json.writeString(((Enum<?>) value).name());
            case RECORD -> writeRecord(json, field, value);
            case LIST -> {
                json.writeStartArray();
                for (Object element : (List<?>) value) {
                    write(json, elementOf(field), element);
                }
                json.writeEndArray();
            }
        }
    }

    private static void writeText(JsonGenerator json, Field field, String text) throws IOException {
        if (!Texts.isWhole(text)) {
            throw new IllegalArgumentException("field '" + field.name()
                    + "' holds half of a surrogate pair, which UTF-8 cannot carry; cut text between code points");
        }
        json.writeString(text);
    }

    private static void writeInteger(JsonGenerator json, Object value) throws IOException {
        if (value instanceof BigInteger big) {
            json.writeNumber(big);
        } else {
            json.writeNumber(((Number) value).longValue());
        }
    }

    private static void writeRecord(JsonGenerator json, Field field, Object value) throws IOException {
        @Nullable Object[] values = NestedLayouts.values(value);
        json.writeStartObject();
        for (int i = 0; i < values.length; i++) {
            json.writeFieldName(field.nested().get(i).name());
            write(json, field.nested().get(i), values[i]);
        }
        json.writeEndObject();
    }

    /** Reads the value that the parser stands on. */
    static @Nullable Object read(JsonParser json, Field field) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            if (!field.optional()) {
                throw mismatch(field, "null");
            }
            return null;
        }
        try {
            return switch (field.kind()) {
                case STRING -> text(json, field);
                case INTEGER -> readInteger(json, field);
                case DECIMAL -> new BigDecimal(text(json, field));
                case BOOLEAN -> {
                    if (!token.isBoolean()) {
                        throw mismatch(field, token.name());
                    }
                    yield json.getBooleanValue();
                }
                case DATE -> LocalDate.parse(text(json, field));
                case INSTANT -> Instant.parse(text(json, field));
                case ENUM -> constant(field, text(json, field));
                case RECORD -> readRecord(json, field);
                case LIST -> readList(json, field);
            };
        } catch (DateTimeException | NumberFormatException e) {
            throw mismatch(field, "text of another form");
        }
    }

    private static String text(JsonParser json, Field field) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw mismatch(field, json.currentToken().name());
        }
        return json.getText();
    }

    private static Object readInteger(JsonParser json, Field field) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw mismatch(field, json.currentToken().name());
        }
        Object value = Integers.narrow(json.getNumberValue(), field.type());
        if (value == null) {
            throw mismatch(field, "a number out of its range");
        }
        return value;
    }

    private static Object constant(Field field, String name) {
        for (Object constant : field.type().getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw mismatch(field, "another constant");
    }

    private static Object readRecord(JsonParser json, Field field) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw mismatch(field, json.currentToken().name());
        }
        @Nullable Object[] values = new Object[field.nested().size()];
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            int index = 0;
            while (index < values.length && !field.nested().get(index).name().equals(name)) {
                index++;
            }
            if (index < values.length) {
                values[index] = read(json, field.nested().get(index));
            } else {
                json.skipChildren();
            }
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null && !field.nested().get(i).optional()) {
                throw mismatch(
                        field, "a record without '" + field.nested().get(i).name() + "'");
            }
        }
        return create(field, values);
    }

    private static Object create(Field field, @Nullable Object[] values) {
        try {
            return NestedLayouts.of(field.type()).create(values);
        } catch (RuntimeException e) {
            throw mismatch(field, "a record that " + field.type().getSimpleName() + " refuses");
        }
    }

    private static List<@Nullable Object> readList(JsonParser json, Field field) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw mismatch(field, json.currentToken().name());
        }
        List<@Nullable Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            list.add(read(json, elementOf(field)));
        }
        return list;
    }

    private static Field elementOf(Field field) {
        Field element = field.element();
        if (element == null) {
            throw new IllegalStateException("list '" + field.name() + "' has no element");
        }
        return element;
    }

    static UndecodableRecords mismatch(Field field, String found) {
        return new UndecodableRecords("field '" + field.name() + "' is " + found + ", expected " + field.describe());
    }
}
