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
                    case "origins" -> origins = readOrigins(json);
                    case "records" -> {
                        if (columns == null || payload != null) {
                            throw new UndecodableRecords("the payload has its records "
                                    + (payload == null ? "before their columns" : "twice"));
                        }
                        payload = origins == null ? readRowsOfOrigins(json, columns) : readRows(json, columns, origins);
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
            if (json.currentToken() == JsonToken.START_ARRAY) {
                long lines = readWhole(json, place);
                long bytes = readWhole(json, place);
                origins.addNext(lines, bytes, readWhole(json, place));
                expect(json.nextToken(), JsonToken.END_ARRAY, "the end of " + place);
            } else {
                expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, place);
                origins.addNext(1, json.getLongValue(), 0);
            }
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

    private Payload<T> readRows(JsonParser json, List<String> columns, Origins origins) throws IOException {
        Rows rows = new Rows(json, columns);
        for (Origin origin : origins) {
            expect(json.nextToken(), JsonToken.START_ARRAY, "line " + origin.line());
            rows.read(origin.line());
        }
        expect(json.nextToken(), JsonToken.END_ARRAY, "after the last record that has an origin");
        return rows.payload(origins);
    }

    /** As earlier builds wrote them: each record begins with its origin, and so do the columns. */
    private Payload<T> readRowsOfOrigins(JsonParser json, List<String> columns) throws IOException {
        if (columns.size() < ORIGIN.size() || !columns.subList(0, ORIGIN.size()).equals(ORIGIN)) {
            throw new UndecodableRecords("the payload has no origins before its records");
        }
        Origins origins = new Origins(0);
        Rows rows = new Rows(json, columns.subList(ORIGIN.size(), columns.size()));
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken(), JsonToken.START_ARRAY, "record " + origins.size());
            Origin origin = new Origin(json.nextLongValue(0), json.nextLongValue(-1), json.nextIntValue(-1));
            origins.add(origin);
            rows.read(origin.line());
        }
        return rows.payload(origins);
    }

    /** The records' values on their way into a payload. */
    private final class Rows {
        private final JsonParser json;
        private final List<String> columns;
        private final Layout<T> layout;
        /** For each column of the payload the index of its field, or -1. */
        private final int[] indexes;

        private final List<@Nullable Object[]> rows = new ArrayList<>();

        Rows(JsonParser json, List<String> columns) {
            this.json = json;
            this.columns = columns;
            this.layout = type.layoutFor(columns);
            this.indexes = columns.stream().mapToInt(layout.columns()::indexOf).toArray();
            for (int i = 0; i < indexes.length; i++) {
                if (indexes[i] >= 0 && layout.fields().get(indexes[i]).sensitive()) {
                    throw new UndecodableRecords("the payload has column '" + columns.get(i) + "' in clear, which "
                            + type + " declares sensitive");
                }
            }
            expect(json.currentToken(), JsonToken.START_ARRAY, "records");
        }

        /** Reads what is left of a record's array. */
        void read(long line) throws IOException {
            @Nullable Object[] values = new Object[layout.fields().size()];
            for (int index : indexes) {
                if (json.nextToken() == JsonToken.END_ARRAY) {
                    throw new UndecodableRecords("line " + line + " has fewer values than columns");
                }
                if (index < 0) {
                    json.skipChildren();
                } else {
                    values[index] = ValueReader.read(json, layout.fields().get(index));
                }
            }
            expect(json.nextToken(), JsonToken.END_ARRAY, "the end of line " + line);
            rows.add(values);
        }

        Payload<T> payload(Origins origins) {
            Payload<T> payload = new Payload<>(layout, columns, origins);
            for (int record = 0; record < rows.size(); record++) {
                for (int field = 0; field < layout.fields().size(); field++) {
                    payload.set(record, field, rows.get(record)[field]);
                }
            }
            return payload;
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
