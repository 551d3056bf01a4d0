package io.quadrille.events.records;

import io.quadrille.events.json.JsonScanner;
import io.quadrille.events.json.JsonScanner.Unusual;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads payloads in the very form that {@link RecordCodec} writes, of records without nested values; any other is left to the
 * {@link PayloadReader}. Stateless but for its type; thread safe.
 */
final class PlainReader<T> {
    private final RecordType<T> type;

    PlainReader(RecordType<T> type) {
        this.type = type;
    }

    /** The payload; empty if it is not of that form, or not a payload at all. */
    Optional<Payload<T>> find(byte[] bytes) {
        try {
            return Optional.of(read(new JsonScanner(bytes)));
        } catch (Unusual e) {
            return Optional.empty();
        }
    }

    private Payload<T> read(JsonScanner json) {
        json.expect("{\"columns\":[\"@line\",\"@byte\",\"@ordinal\"");
        List<String> columns = new ArrayList<>();
        while (json.passes(',')) {
            columns.add(json.text());
        }
        json.expect("],\"records\":[");
        Payload<T> payload = Payload.of(type.layoutFor(columns), List.copyOf(columns));
        Field[] fields = payload.layout().fields().toArray(Field[]::new);
        int[] places = places(fields, payload.columns());
        if (!json.passes(']')) {
            do {
                readRecord(json, payload, fields, places);
            } while (json.passes(','));
            json.expect("]");
        }
        if (json.passes(",\"sealed\":{")) {
            readSealed(json, payload.sealed());
        }
        json.expect("}");
        require(json.isAtEnd());
        return payload;
    }

    /** The places of the fields that are not sensitive: their names must be the columns, in order. */
    private static int[] places(Field[] fields, List<String> columns) {
        int[] places = new int[columns.size()];
        int count = 0;
        for (int i = 0; i < fields.length; i++) {
            if (!fields[i].sensitive()) {
                require(count < places.length && columns.get(count).equals(fields[i].name()));
                places[count++] = i;
            }
        }
        require(count == places.length);
        return places;
    }

    private static <T> void readRecord(JsonScanner json, Payload<T> payload, Field[] fields, int[] places) {
        json.expect("[");
        long line = json.number();
        json.expect(",");
        long bytePosition = json.number();
        json.expect(",");
        long ordinal = json.number();
        require(line >= 1 && bytePosition >= 0 && ordinal >= 0 && ordinal <= Integer.MAX_VALUE);
        @Nullable Object[] values = new Object[fields.length];
        for (int place : places) {
            json.expect(",");
            values[place] = value(json, fields[place]);
        }
        json.expect("]");
        payload.origins().add(new Origin(line, bytePosition, (int) ordinal));
        payload.values().add(values);
    }

    private static void readSealed(JsonScanner json, Map<String, String> sealed) {
        do {
            String name = json.text();
            json.expect(":");
            sealed.put(name, json.text());
        } while (json.passes(','));
        json.expect("}");
    }

    /** Whether the plaintext of a sealed column was read; the rows may be half filled if not. */
    static boolean fills(byte[] plaintext, Field field, List<@Nullable Object[]> rows, int place) {
        JsonScanner json = new JsonScanner(plaintext);
        try {
            json.expect("[");
            for (int i = 0; i < rows.size(); i++) {
                if (i > 0) {
                    json.expect(",");
                }
                @Nullable Object[] row = rows.get(i);
                row[place] = value(json, field);
            }
            json.expect("]");
            return json.isAtEnd();
        } catch (Unusual e) {
            return false;
        }
    }

    private static @Nullable Object value(JsonScanner json, Field field) {
        if (field.optional() && json.passes("null")) {
            return null;
        }
        return switch (field.kind()) {
            case STRING -> json.text();
            case INTEGER -> integer(json, field);
            case DECIMAL -> json.decimal();
            case BOOLEAN -> flag(json);
            case DATE -> json.date();
            case INSTANT -> instant(json);
            case ENUM -> constant(field, json.text());
            case RECORD, LIST -> throw Unusual.here();
        };
    }

    private static Object integer(JsonScanner json, Field field) {
        Object value = Integers.narrow(json.number(), field.type());
        if (value == null) {
            throw Unusual.here();
        }
        return value;
    }

    private static Boolean flag(JsonScanner json) {
        if (json.passes("true")) {
            return true;
        }
        json.expect("false");
        return false;
    }

    private static Instant instant(JsonScanner json) {
        try {
            return Instant.parse(json.text());
        } catch (DateTimeException e) {
            throw Unusual.here();
        }
    }

    private static Object constant(Field field, String name) {
        for (Object constant : field.type().getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw Unusual.here();
    }

    private static void require(boolean usual) {
        if (!usual) {
            throw Unusual.here();
        }
    }
}
