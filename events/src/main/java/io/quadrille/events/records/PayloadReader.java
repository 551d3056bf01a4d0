package io.quadrille.events.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.quadrille.events.json.Utf8;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads payloads however their JSON is written, and says what is wrong with what is none. Thread safe. */
final class PayloadReader<T> {
    /** Bounds are the claim check's and the splitter's, not the parser's. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(10_000)
                    .build())
            .build();

    /** The first columns of payloads that have no origins beside the records. */
    private static final List<String> ORIGIN = List.of("@line", "@byte", "@ordinal");

    private final RecordType<T> type;

    PayloadReader(RecordType<T> type) {
        this.type = type;
    }

    /** @throws UndecodableRecords if it is no payload; its message names the place, no value */
    Payload<T> read(byte[] bytes) {
        requireUtf8(bytes, "the payload");
        try (JsonParser json = JSON.createParser(bytes)) {
            expect(json.nextToken(), JsonToken.START_OBJECT, "the payload");
            List<String> columns = null;
            Origins origins = null;
            Payload<T> payload = null;
            Map<String, ByteBuffer> sealed = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "columns" -> columns = readColumns(json);
                    case "origins" -> {
                        require(origins == null && payload == null, "its origins twice or behind its records");
                        origins = readOrigins(json);
                    }
                    case "records" -> {
                        require(columns != null, "its records before their columns");
                        require(payload == null, "its records twice");
                        payload = readRecords(json, Objects.requireNonNull(columns), origins, bytes);
                    }
                    case "sealed" -> readSealed(json, sealed);
                    default -> json.skipChildren();
                }
            }
            if (payload == null) {
                throw new UndecodableRecords("the payload has no records member");
            }
            expect(json.nextToken(), null, "after the payload");
            payload.sealed().putAll(sealed);
            return payload;
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(e);
        }
    }

    /** The parser takes some forms that are too long for their code points, and code points beyond the last. */
    private static void requireUtf8(byte[] bytes, String what) {
        if (!Utf8.isValid(bytes, 0, bytes.length)) {
            throw new UndecodableRecords(what + " is not UTF-8");
        }
    }

    /** Without its cause: a parser's message may quote the payload. */
    private static UndecodableRecords unreadable(Exception e) {
        return new UndecodableRecords(
                "the payload is not readable as records (" + e.getClass().getSimpleName() + ")");
    }

    private static List<String> readColumns(JsonParser json) throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY, "columns");
        List<String> columns = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken(), JsonToken.VALUE_STRING, "column " + columns.size());
            columns.add(json.getText());
        }
        return List.copyOf(columns);
    }

    private static Origins readOrigins(JsonParser json) throws IOException {
        Origins origins = new Origins(0);
        expect(json.currentToken(), JsonToken.START_ARRAY, "origins");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String place = "origin " + origins.size();
            long lines = 1;
            long bytes;
            long ordinal = 0;
            boolean alone = json.currentToken() != JsonToken.START_ARRAY;
            if (alone) {
                expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, place);
                bytes = json.getLongValue();
            } else {
                lines = readWhole(json, place);
                bytes = readWhole(json, place);
                ordinal = readWhole(json, place);
                expect(json.nextToken(), JsonToken.END_ARRAY, "the end of " + place);
            }
            try {
                origins.addNext(lines, bytes, ordinal);
            } catch (IllegalArgumentException e) {
                throw new UndecodableRecords(place + ": no record is " + e.getMessage());
            }
            require(!alone || bytes >= 0, "a number below zero alone as " + place);
        }
        return origins;
    }

    private static long readWhole(JsonParser json, String place) throws IOException {
        expect(json.nextToken(), JsonToken.VALUE_NUMBER_INT, place);
        return json.getLongValue();
    }

    private static void readSealed(JsonParser json, Map<String, ByteBuffer> sealed) throws IOException {
        expect(json.currentToken(), JsonToken.START_OBJECT, "sealed");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            expect(json.nextToken(), JsonToken.VALUE_STRING, "sealed column '" + name + "'");
            sealed.put(name, ByteBuffer.wrap(json.getText().getBytes(UTF_8)));
        }
    }

    /** @param given null if each record begins with its own, as earlier builds wrote them, and so do the columns */
    private Payload<T> readRecords(JsonParser json, List<String> all, @Nullable Origins given, byte[] bytes)
            throws IOException {
        boolean within =
                all.size() >= ORIGIN.size() && all.subList(0, ORIGIN.size()).equals(ORIGIN);
        require(given != null || within, "no origins before its records");
        require(given == null || !within || type.layout().isEmpty(), "its origins twice");
        expect(json.currentToken(), JsonToken.START_ARRAY, "records");
        int passed = given == null ? ORIGIN.size() : 0;
        List<String> columns = all.subList(passed, all.size());
        Layout<T> layout = type.layoutFor(columns);
        int[] indexes = fieldIndexes(layout, columns);
        Origins origins = given == null
                ? readOriginsWithin(bytes, (int) json.currentTokenLocation().getByteOffset())
                : given;
        require(Payload.mayHold(origins.size(), all.size(), bytes.length), "fewer records than origins");
        Payload<T> payload = new Payload<>(layout, columns, origins, given == null);
        for (int record = 0; record < origins.size(); record++) {
            String place = "line " + origins.get(record).line();
            expect(json.nextToken(), JsonToken.START_ARRAY, place);
            for (int i = 0; i < passed; i++) {
                json.nextToken();
            }
            readRow(json, payload, record, indexes, place);
        }
        expect(json.nextToken(), JsonToken.END_ARRAY, "after the last record that has an origin");
        return payload;
    }

    /** The first three values of each record. @param from where the array of them begins */
    private static Origins readOriginsWithin(byte[] bytes, int from) throws IOException {
        Origins origins = new Origins(0);
        try (JsonParser json = JSON.createParser(bytes, from, bytes.length - from)) {
            json.nextToken();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                expect(json.currentToken(), JsonToken.START_ARRAY, "record " + origins.size());
                Origin origin = new Origin(json.nextLongValue(0), json.nextLongValue(-1), json.nextIntValue(-1));
                origins.append(origin);
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    json.skipChildren();
                }
            }
        }
        return origins;
    }

    /** For each column of the payload the index of its field, or -1. */
    private int[] fieldIndexes(Layout<T> layout, List<String> columns) {
        int[] indexes = new int[columns.size()];
        List<String> names = layout.columns();
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = names.indexOf(columns.get(i));
            if (indexes[i] >= 0 && layout.fields().get(indexes[i]).sensitive()) {
                throw new UndecodableRecords("the payload has column '" + columns.get(i) + "' in clear, which " + type
                        + " declares sensitive");
            }
        }
        return indexes;
    }

    /** Reads what is left of a record's array. */
    private void readRow(JsonParser json, Payload<T> payload, int record, int[] indexes, String place)
            throws IOException {
        List<Field> fields = payload.layout().fields();
        for (int index : indexes) {
            if (json.nextToken() == JsonToken.END_ARRAY) {
                throw new UndecodableRecords(place + " has fewer values than columns");
            }
            if (index < 0) {
                json.skipChildren();
            } else {
                payload.set(record, index, ValueReader.read(json, fields.get(index)));
            }
        }
        expect(json.nextToken(), JsonToken.END_ARRAY, "the end of " + place);
    }

    private static void require(boolean sound, String fault) {
        if (!sound) {
            throw new UndecodableRecords("the payload has " + fault);
        }
    }

    /** Puts the values of a sealed column into the rows. @throws UndecodableRecords if they are not one for each */
    static void fill(byte[] plaintext, Field field, Payload<?> payload, int place) {
        String column = "sealed column '" + field.name() + "'";
        requireUtf8(plaintext, column);
        try (JsonParser json = JSON.createParser(plaintext)) {
            expect(json.nextToken(), JsonToken.START_ARRAY, column);
            for (int record = 0; record < payload.origins().size(); record++) {
                if (json.nextToken() == JsonToken.END_ARRAY) {
                    throw new UndecodableRecords(column + " has fewer values than records");
                }
                payload.set(record, place, ValueReader.read(json, field));
            }
            expect(json.nextToken(), JsonToken.END_ARRAY, "the end of " + column);
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(e);
        }
    }

    private static void expect(@Nullable JsonToken found, @Nullable JsonToken expected, String place) {
        if (found != expected) {
            throw new UndecodableRecords(place + ": found " + name(found) + ", expected " + name(expected));
        }
    }

    private static String name(@Nullable JsonToken token) {
        return token == null ? "the end" : token.name();
    }
}
