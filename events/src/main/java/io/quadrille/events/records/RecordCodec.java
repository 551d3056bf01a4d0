package io.quadrille.events.records;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.quadrille.events.records.FieldCipher.FieldPlace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chunk's records as JSON and back. Thread safe.
 *
 * <p>The column names stand once, the records follow as arrays that begin with their origin:
 *
 * <pre>{@code {"columns":["@line","@byte","@ordinal","id","name"],"records":[[2,8,0,17,"Ann"],[3,15,0,18,"Bo"]]}}</pre>
 *
 * A sensitive field's value is the base64 text of its ciphertext. Columns that the reader's record class lacks are
 * passed over; optional ones that the payload lacks are absent.
 */
public final class RecordCodec<T> {
    private static final List<String> ORIGIN = List.of("@line", "@byte", "@ordinal");
    /** Bounds are the claim check's and the splitter's, not the parser's. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(10_000)
                    .build())
            .build();

    private final RecordType<T> type;

    public RecordCodec(RecordType<T> type) {
        this.type = type;
    }

    /**
     * The records as one payload.
     *
     * @param columns the records' columns; the record class's own, or the file's for {@link TextRecord}
     * @throws UnencodableRecord naming the first record that cannot be written; the others may be encoded without it
     */
    public byte[] encode(List<Traced<T>> records, List<String> columns, FieldCipher cipher) {
        Layout<T> layout = type.layoutFor(columns);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + records.size() * 96);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("columns");
            for (String name : ORIGIN) {
                json.writeString(name);
            }
            for (Field field : layout.fields()) {
                json.writeString(field.name());
            }
            json.writeEndArray();
            json.writeArrayFieldStart("records");
            for (Traced<T> traced : records) {
                writeTraced(json, layout, traced, cipher);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private void writeTraced(JsonGenerator json, Layout<T> layout, Traced<T> traced, FieldCipher cipher)
            throws IOException {
        try {
            writeRecord(json, layout, traced, cipher);
        } catch (IllegalArgumentException | NullPointerException e) {
            // Both kinds of message are our own, and hold no values.
            throw new UnencodableRecord(
                    traced.origin(), "line " + traced.origin().line() + " of " + type + ": " + e.getMessage());
        }
    }

    private void writeRecord(JsonGenerator json, Layout<T> layout, Traced<T> traced, FieldCipher cipher)
            throws IOException {
        Origin origin = traced.origin();
        @Nullable Object[] values = layout.values(traced.record());
        json.writeStartArray();
        json.writeNumber(origin.line());
        json.writeNumber(origin.bytePosition());
        json.writeNumber(origin.ordinal());
        for (int i = 0; i < values.length; i++) {
            Field field = layout.fields().get(i);
            if (field.sensitive() && values[i] != null) {
                json.writeString(cipher.seal(place(origin, field), plaintext(field, values[i])));
            } else {
                ValueJson.write(json, field, values[i]);
            }
        }
        json.writeEndArray();
    }

    /** @throws UndecodableRecords if the payload is not of the form above; its message names the place, no value */
    public DecodedRecords<T> decode(byte[] payload, FieldCipher cipher) {
        try (JsonParser json = JSON.createParser(payload)) {
            expect(json.nextToken(), JsonToken.START_OBJECT, "the payload");
            List<String> columns = List.of();
            Layout<T> layout = type.layoutFor(columns);
            List<Traced<T>> records = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("columns")) {
                    columns = readColumns(json);
                    layout = type.layoutFor(columns);
                } else if (name.equals("records")) {
                    if (columns.isEmpty()) {
                        throw new UndecodableRecords("the payload has its records before their columns");
                    }
                    records = readRecords(json, layout, fieldIndexes(layout, columns), cipher);
                } else {
                    json.skipChildren();
                }
            }
            if (records == null) {
                throw new UndecodableRecords("the payload has no records member");
            }
            expect(json.nextToken(), null, "after the payload");
            return new DecodedRecords<>(layout.columns(), records);
        } catch (IOException | IllegalArgumentException e) {
            // Without its cause: a parser's message may quote the payload.
            throw new UndecodableRecords(
                    "the payload is not readable as records (" + e.getClass().getSimpleName() + ")");
        }
    }

    private List<String> readColumns(JsonParser json) throws IOException {
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

    /** For each column of the payload the index of its field, or -1; refuses a payload without a required field. */
    private int[] fieldIndexes(Layout<T> layout, List<String> columns) {
        int[] indexes = new int[columns.size()];
        List<String> names = layout.columns();
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = names.indexOf(columns.get(i));
        }
        for (Field field : layout.fields()) {
            if (!field.optional() && !columns.contains(field.name())) {
                throw new UndecodableRecords("the payload has no column '" + field.name() + "', which " + type
                        + " requires; it has " + columns);
            }
        }
        return indexes;
    }

    private List<Traced<T>> readRecords(JsonParser json, Layout<T> layout, int[] indexes, FieldCipher cipher)
            throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY, "records");
        List<Traced<T>> records = new ArrayList<>();
        @Nullable Object[] values = new Object[layout.fields().size()];
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken(), JsonToken.START_ARRAY, "record " + records.size());
            Origin origin = new Origin(json.nextLongValue(0), json.nextLongValue(-1), json.nextIntValue(-1));
            Arrays.fill(values, null);
            for (int index : indexes) {
                if (json.nextToken() == JsonToken.END_ARRAY) {
                    throw new UndecodableRecords("line " + origin.line() + " has fewer values than columns");
                }
                if (index < 0) {
                    json.skipChildren();
                } else {
                    values[index] = readValue(json, origin, layout.fields().get(index), cipher);
                }
            }
            expect(json.nextToken(), JsonToken.END_ARRAY, "the end of line " + origin.line());
            records.add(new Traced<>(origin, create(layout, values, origin)));
        }
        return records;
    }

    private T create(Layout<T> layout, @Nullable Object[] values, Origin origin) {
        try {
            return layout.create(values);
        } catch (RuntimeException e) {
            throw new UndecodableRecords(
                    "line " + origin.line() + ": " + type.recordClass().getSimpleName() + " refuses its values ("
                            + e.getClass().getSimpleName() + ")");
        }
    }

    private @Nullable Object readValue(JsonParser json, Origin origin, Field field, FieldCipher cipher)
            throws IOException {
        if (!field.sensitive() || json.currentToken() == JsonToken.VALUE_NULL) {
            return ValueJson.read(json, field);
        }
        expect(json.currentToken(), JsonToken.VALUE_STRING, "encrypted field '" + field.name() + "'");
        byte[] plaintext = cipher.open(place(origin, field), json.getText());
        try (JsonParser value = JSON.createParser(plaintext)) {
            value.nextToken();
            return ValueJson.read(value, field);
        }
    }

    private static byte[] plaintext(Field field, @Nullable Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            ValueJson.write(json, field, value);
        }
        return bytes.toByteArray();
    }

    private FieldPlace place(Origin origin, Field field) {
        return new FieldPlace(type.name(), origin.line(), origin.ordinal(), field.name());
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
