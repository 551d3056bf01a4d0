package io.quadrille.events.records;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A field's value from JSON as {@link ValueWriter} writes it. */
final class ValueReader {
    private ValueReader() {}

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
            list.add(read(json, field.elements()));
        }
        return list;
    }

    static UndecodableRecords mismatch(Field field, String found) {
        return new UndecodableRecords("field '" + field.name() + "' is " + found + ", expected " + field.describe());
    }
}
