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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads payloads however their JSON is written, and says what is wrong with what is none. Thread safe. */
final class PayloadReader<T> {
    private static final List<String> ORIGIN = List.of("@line", "@byte", "@ordinal");
    /** Bounds are the claim check's and the splitter's, not the parser's. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(10_000)
                    .build())
            .build();

    private final RecordType<T> type;

    PayloadReader(RecordType<T> type) {
        this.type = type;
    }

    /** @throws UndecodableRecords if it is no payload; its message names the place, no value */
    Payload<T> read(byte[] bytes) {
        requireUtf8(bytes, "the payload");
        try (JsonParser json = JSON.createParser(bytes)) {
            expect(json.nextToken(), JsonToken.START_OBJECT, "the payload");
            Payload<T> payload = null;
            Payload<T> none = new Payload<>(type.layoutFor(List.of()), List.of(), 0);
            Map<String, ByteBuffer> sealed = none.sealed();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("columns")) {
                    List<String> columns = readColumns(json);
                    none = new Payload<>(type.layoutFor(columns), columns, bytes.length);
                } else if (name.equals("records")) {
                    if (none.columns().isEmpty()) {
                        throw new UndecodableRecords("the payload has its records before their columns");
                    }
                    payload = none;
                    readRows(json, payload);
                } else if (name.equals("sealed")) {
                    readSealed(json, sealed);
                } else {
                    json.skipChildren();
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
        if (columns.size() < ORIGIN.size() || !columns.subList(0, ORIGIN.size()).equals(ORIGIN)) {
            throw new UndecodableRecords("the payload's columns do not begin with " + ORIGIN);
        }
        return List.copyOf(columns.subList(ORIGIN.size(), columns.size()));
    }

    private static void readSealed(JsonParser json, Map<String, ByteBuffer> sealed) throws IOException {
        expect(json.currentToken(), JsonToken.START_OBJECT, "sealed");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            expect(json.nextToken(), JsonToken.VALUE_STRING, "sealed column '" + name + "'");
            sealed.put(name, ByteBuffer.wrap(json.getText().getBytes(UTF_8)));
        }
    }

    /** For each column of the payload the index of its field, or -1. */
    private int[] fieldIndexes(Payload<T> payload) {
        int[] indexes = new int[payload.columns().size()];
        List<String> names = payload.layout().columns();
        for (int i = 0; i < indexes.length; i++) {
            String column = payload.columns().get(i);
            indexes[i] = names.indexOf(column);
            if (indexes[i] >= 0 && payload.layout().fields().get(indexes[i]).sensitive()) {
                throw new UndecodableRecords(
                        "the payload has column '" + column + "' in clear, which " + type + " declares sensitive");
            }
        }
        return indexes;
    }

    private void readRows(JsonParser json, Payload<T> payload) throws IOException {
        List<Field> fields = payload.layout().fields();
        int[] indexes = fieldIndexes(payload);
        expect(json.currentToken(), JsonToken.START_ARRAY, "records");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(
                    json.currentToken(),
                    JsonToken.START_ARRAY,
                    "record " + payload.origins().size());
            Origin origin = new Origin(json.nextLongValue(0), json.nextLongValue(-1), json.nextIntValue(-1));
            int record = payload.add(origin.line(), origin.bytePosition(), origin.ordinal());
            for (int index : indexes) {
                if (json.nextToken() == JsonToken.END_ARRAY) {
                    throw new UndecodableRecords("line " + origin.line() + " has fewer values than columns");
                }
                if (index < 0) {
                    json.skipChildren();
                } else {
                    payload.set(record, index, ValueReader.read(json, fields.get(index)));
                }
            }
            expect(json.nextToken(), JsonToken.END_ARRAY, "the end of line " + origin.line());
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
