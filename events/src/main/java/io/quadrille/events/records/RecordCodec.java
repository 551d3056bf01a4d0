package io.quadrille.events.records;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.quadrille.events.json.JsonBytes;
import io.quadrille.events.records.FieldCipher.FieldPlace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chunk's records as JSON and back. Thread safe.
 *
 * <p>The column names stand once, the records follow as arrays that begin with their origin:
 *
 * <pre>{@code {"columns":["@line","@byte","@ordinal","id","name"],"records":[[2,8,0,17,"Ann"],[3,15,0,18,"Bo"]],
 *  "sealed":{"email":"mC3…"}}}</pre>
 *
 * The values of a sensitive field are no column of the arrays: they stand in {@code sealed} under the field's name, as the
 * base64 text of one ciphertext, which is of the array of the values in the order of the records. Columns that the reader's
 * record class lacks are passed over; optional ones that the payload lacks are absent.
 */
public final class RecordCodec<T> {
    private static final List<String> ORIGIN = List.of("@line", "@byte", "@ordinal");
    private static final int USUAL_RECORD_BYTES = 160;
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
        JsonBytes json = new JsonBytes(64 + records.size() * USUAL_RECORD_BYTES);
        List<SealedColumn> sealed = new ArrayList<>();
        json.raw("{\"columns\":[\"@line\",\"@byte\",\"@ordinal\"");
        for (Field field : layout.fields()) {
            if (field.sensitive()) {
                sealed.add(new SealedColumn(field, records.size()));
            } else {
                json.raw(',').text(field.name());
            }
        }
        json.raw("],\"records\":[");
        RecordRows<T> rows = new RecordRows<>(layout, json, sealed);
        for (int i = 0; i < records.size(); i++) {
            if (i > 0) {
                json.raw(',');
            }
            writeTraced(rows, records.get(i));
        }
        json.raw(']');
        if (!sealed.isEmpty()) {
            writeSealed(json, sealed, originsOf(records), cipher);
        }
        return json.raw('}').toByteArray();
    }

    private void writeTraced(RecordRows<T> rows, Traced<T> traced) {
        try {
            rows.write(traced);
        } catch (IllegalArgumentException | NullPointerException e) {
            // Both kinds of message are our own, and hold no values.
            throw new UnencodableRecord(
                    traced.origin(), "line " + traced.origin().line() + " of " + type + ": " + e.getMessage());
        }
    }

    private void writeSealed(JsonBytes json, List<SealedColumn> columns, List<Origin> origins, FieldCipher cipher) {
        char before = '{';
        json.raw(",\"sealed\":");
        for (SealedColumn column : columns) {
            json.raw(before).text(column.field().name()).raw(':');
            json.plainText(cipher.seal(place(column.field(), origins), column.plaintext()));
            before = ',';
        }
        json.raw('}');
    }

    private static List<Origin> originsOf(List<? extends Traced<?>> records) {
        List<Origin> origins = new ArrayList<>(records.size());
        records.forEach(traced -> origins.add(traced.origin()));
        return origins;
    }

    /** @throws UndecodableRecords if the payload is not of the form above; its message names the place, no value */
    public DecodedRecords<T> decode(byte[] payload, FieldCipher cipher) {
        try (JsonParser json = JSON.createParser(payload)) {
            expect(json.nextToken(), JsonToken.START_OBJECT, "the payload");
            List<String> columns = List.of();
            Layout<T> layout = type.layoutFor(columns);
            Rows rows = null;
            Map<String, String> sealed = Map.of();
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
                    rows = readRows(json, layout, fieldIndexes(layout, columns));
                } else if (name.equals("sealed")) {
                    sealed = readSealed(json);
                } else {
                    json.skipChildren();
                }
            }
            if (rows == null) {
                throw new UndecodableRecords("the payload has no records member");
            }
            expect(json.nextToken(), null, "after the payload");
            requireColumns(layout, columns, sealed);
            open(layout, rows, sealed, cipher);
            return new DecodedRecords<>(layout.columns(), records(layout, rows));
        } catch (IOException | IllegalArgumentException e) {
            // Without its cause: a parser's message may quote the payload.
            throw new UndecodableRecords(
                    "the payload is not readable as records (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** What was read of the arrays: values in the layout's order, null where a column is still to be opened. */
    private record Rows(List<Origin> origins, List<@Nullable Object[]> values) {}

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

    private Map<String, String> readSealed(JsonParser json) throws IOException {
        expect(json.currentToken(), JsonToken.START_OBJECT, "sealed");
        Map<String, String> sealed = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            expect(json.nextToken(), JsonToken.VALUE_STRING, "sealed column '" + name + "'");
            sealed.put(name, json.getText());
        }
        return sealed;
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

    /** Refuses a payload without a required field, or with one sealed that is not sensitive. */
    private void requireColumns(Layout<T> layout, List<String> columns, Map<String, String> sealed) {
        for (Field field : layout.fields()) {
            if (!field.sensitive() && sealed.containsKey(field.name())) {
                throw new UndecodableRecords(
                        "the payload has column '" + field.name() + "' sealed, which " + type + " declares in clear");
            }
            if (!field.optional() && !columns.contains(field.name()) && !sealed.containsKey(field.name())) {
                throw new UndecodableRecords("the payload has no column '" + field.name() + "', which " + type
                        + " requires; it has " + columns);
            }
        }
    }

    private Rows readRows(JsonParser json, Layout<T> layout, int[] indexes) throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY, "records");
        Rows rows = new Rows(new ArrayList<>(), new ArrayList<>());
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken(), JsonToken.START_ARRAY, "record " + rows.origins.size());
            Origin origin = new Origin(json.nextLongValue(0), json.nextLongValue(-1), json.nextIntValue(-1));
            @Nullable Object[] values = new Object[layout.fields().size()];
            for (int index : indexes) {
                if (json.nextToken() == JsonToken.END_ARRAY) {
                    throw new UndecodableRecords("line " + origin.line() + " has fewer values than columns");
                }
                if (index < 0) {
                    json.skipChildren();
                } else {
                    values[index] = ValueReader.read(json, layout.fields().get(index));
                }
            }
            expect(json.nextToken(), JsonToken.END_ARRAY, "the end of line " + origin.line());
            rows.origins.add(origin);
            rows.values.add(values);
        }
        return rows;
    }

    private void open(Layout<T> layout, Rows rows, Map<String, String> sealed, FieldCipher cipher) throws IOException {
        for (int i = 0; i < layout.fields().size(); i++) {
            Field field = layout.fields().get(i);
            String text = sealed.get(field.name());
            if (text != null) {
                byte[] plaintext = cipher.open(place(field, rows.origins), text);
                try (JsonParser json = JSON.createParser(plaintext)) {
                    readColumn(json, field, rows, i);
                }
            }
        }
    }

    private static void readColumn(JsonParser json, Field field, Rows rows, int index) throws IOException {
        expect(json.nextToken(), JsonToken.START_ARRAY, "sealed column '" + field.name() + "'");
        for (@Nullable Object[] values : rows.values) {
            if (json.nextToken() == JsonToken.END_ARRAY) {
                throw new UndecodableRecords("sealed column '" + field.name() + "' has fewer values than records");
            }
            values[index] = ValueReader.read(json, field);
        }
        expect(json.nextToken(), JsonToken.END_ARRAY, "the end of sealed column '" + field.name() + "'");
    }

    private List<Traced<T>> records(Layout<T> layout, Rows rows) {
        List<Traced<T>> records = new ArrayList<>(rows.origins.size());
        for (int i = 0; i < rows.origins.size(); i++) {
            Origin origin = rows.origins.get(i);
            records.add(new Traced<>(origin, create(layout, rows.values.get(i), origin)));
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

    private FieldPlace place(Field field, List<Origin> origins) {
        return new FieldPlace(type.name(), field.name(), origins);
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
