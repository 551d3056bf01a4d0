package io.quadrille.events.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quadrille.events.json.JsonScanner;
import io.quadrille.events.json.JsonScanner.Unusual;
import io.quadrille.events.json.JsonText;
import io.quadrille.events.json.Utf8;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads payloads in the very form that {@link RecordCodec} writes, of records without nested values; any other is left to the
 * {@link PayloadReader}. Stateless but for its type; thread safe.
 */
final class PlainReader<T> {
    private static final int USUAL_RECORDS = 1_024;

    private final RecordType<T> type;

    PlainReader(RecordType<T> type) {
        this.type = type;
    }

    /** The payload; empty if it is not of that form, or not a payload at all. */
    Optional<Payload<T>> find(byte[] bytes) {
        try {
            return Optional.of(read(bytes, new JsonScanner(bytes)));
        } catch (Unusual | IllegalArgumentException e) { // which the other reader tells
            return Optional.empty();
        }
    }

    private Payload<T> read(byte[] bytes, JsonScanner json) {
        json.expect("{\"columns\":[");
        List<String> columns = readColumns(json);
        json.expect(",\"origins\":[");
        Origins origins = readOrigins(json);
        json.expect(",\"records\":[");
        Layout<T> layout = type.layoutFor(columns);
        Field[] fields = layout.fields().toArray(Field[]::new);
        int[] places = places(fields, columns);
        require(Payload.mayHold(origins.size(), columns.size(), bytes.length));
        Payload<T> payload = new Payload<>(layout, columns, origins, false);
        for (int place : places) {
            payload.source(place, bytes);
        }
        Span span = payload.isBare() ? span(fields, places) : Span.NONE;
        if (span != Span.NONE) {
            payload.span(places[span.begin()], places[span.end() - 1] + 1);
        }
        for (int record = 0; record < origins.size(); record++) {
            if (record > 0) {
                json.expect(',');
            }
            readRecord(json, payload, record, fields, places, span);
        }
        json.expect(']');
        requireUtf8(payload, bytes, json.position()); // what follows is looked at as it is read
        if (json.passes(",\"sealed\":{")) {
            readSealed(json, bytes, payload.sealed());
        }
        json.expect("}");
        require(json.isAtEnd());
        return payload;
    }

    private static List<String> readColumns(JsonScanner json) {
        List<String> columns = new ArrayList<>();
        if (!json.passes(']')) {
            do {
                columns.add(json.text());
            } while (json.passes(','));
            json.expect(']');
        }
        return List.copyOf(columns);
    }

    private static Origins readOrigins(JsonScanner json) {
        Origins origins = new Origins(USUAL_RECORDS);
        if (!json.passes(']')) {
            do {
                readOrigin(json, origins);
            } while (json.passes(','));
            json.expect(']');
        }
        return origins;
    }

    private static void readOrigin(JsonScanner json, Origins origins) {
        long lines = 1;
        long bytes;
        long ordinal = 0;
        if (json.passes('[')) {
            lines = json.number();
            json.expect(',');
            bytes = json.number();
            json.expect(',');
            ordinal = json.number();
            json.expect(']');
        } else {
            bytes = json.number();
            require(bytes >= 0);
        }
        origins.addNext(lines, bytes, ordinal);
    }

    /** Where texts are kept as places, the bytes up to the index are looked at all at once. */
    private static void requireUtf8(Payload<?> payload, byte[] utf8, int end) {
        require(!payload.isBare() || Utf8.isValid(utf8, 0, end));
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

    /** Some of the places, one after another: those from {@code begin} to before {@code end}. */
    private record Span(int begin, int end) {
        static final Span NONE = new Span(0, 0);
    }

    /** The longest that is of neighbouring fields whose values a row has as they stand in a payload. */
    private static Span span(Field[] fields, int[] places) {
        Span longest = Span.NONE;
        int begin = 0;
        for (int i = 0; i < places.length; i++) {
            FieldKind kind = fields[places[i]].kind();
            if (kind != FieldKind.STRING && kind != FieldKind.INTEGER) {
                begin = i + 1;
            } else if (i > begin && places[i] != places[i - 1] + 1) {
                begin = i;
            }
            if (i + 1 - begin > longest.end() - longest.begin()) {
                longest = new Span(begin, i + 1);
            }
        }
        return longest;
    }

    private static void readRecord(
            JsonScanner json, Payload<?> payload, int record, Field[] fields, int[] places, Span span) {
        json.expect('[');
        int spanBegin = 0;
        for (int i = 0; i < places.length; i++) {
            if (i > 0) {
                json.expect(',');
            }
            spanBegin = i == span.begin() ? json.position() : spanBegin;
            readValue(json, payload, record, fields[places[i]], places[i]);
            if (i + 1 == span.end()) {
                payload.setSpan(record, spanBegin, json.position());
            }
        }
        json.expect(']');
    }

    private static void readValue(JsonScanner json, Payload<?> payload, int record, Field field, int place) {
        if (field.optional() && json.passes("null")) {
            return;
        }
        if (field.kind() == FieldKind.STRING) {
            readText(json, payload, record, place);
        } else if (field.kind() == FieldKind.INTEGER && payload.isBare()) {
            payload.setNumber(record, place, number(json, field));
        } else {
            payload.set(record, place, value(json, field));
        }
    }

    private static void readText(JsonScanner json, Payload<?> payload, int record, int place) {
        if (payload.isBare()) {
            json.passText();
            payload.setPlace(record, place, json.textBegin(), json.textEnd());
        } else {
            String text = json.text();
            payload.setText(record, place, text, json.textBegin(), json.textEnd());
        }
    }

    private static long number(JsonScanner json, Field field) {
        long number = json.number();
        require(Integers.fits(number, field.type()));
        return number;
    }

    private static void readSealed(JsonScanner json, byte[] bytes, Map<String, ByteBuffer> sealed) {
        do {
            String name = json.text();
            json.expect(':');
            boolean plain = json.passText();
            require(json.isTextAscii()); // as base64 is; a column that nobody opens is looked at here alone
            int begin = json.textBegin();
            int end = json.textEnd();
            sealed.put(
                    name,
                    plain
                            ? ByteBuffer.wrap(bytes, begin, end - begin)
                            : ByteBuffer.wrap(
                                    new JsonText(bytes, begin, end).toString().getBytes(UTF_8)));
        } while (json.passes(','));
        json.expect("}");
    }

    /** Whether the plaintext of a sealed column was read; the payload may be half filled if not. */
    static boolean fills(byte[] plaintext, Field field, Payload<?> payload, int place) {
        JsonScanner json = new JsonScanner(plaintext);
        try {
            payload.source(place, plaintext);
            requireUtf8(payload, plaintext, plaintext.length);
            json.expect("[");
            for (int record = 0; record < payload.origins().size(); record++) {
                if (record > 0) {
                    json.expect(',');
                }
                readValue(json, payload, record, field, place);
            }
            json.expect("]");
            return json.isAtEnd();
        } catch (Unusual e) {
            return false;
        }
    }

    private static Object value(JsonScanner json, Field field) {
        return switch (field.kind()) {
            case INTEGER -> integer(json, field);
            case DECIMAL -> json.decimal();
            case BOOLEAN -> flag(json);
            case DATE -> json.date();
            case INSTANT -> instant(json);
            case ENUM -> constant(field, json.text());
            case STRING, RECORD, LIST -> throw Unusual.here();
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
