package io.quadrille.events.records;

import io.quadrille.events.json.JsonBuffers;
import io.quadrille.events.json.JsonBytes;
import io.quadrille.events.json.JsonBytes.HalfSurrogate;
import io.quadrille.events.json.JsonText;
import io.quadrille.events.json.KnownTexts;
import io.quadrille.events.records.FieldCipher.FieldPlace;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payload in the making, in the form that {@link RecordCodec} says, record by record: one that no event can carry leaves
 * nothing behind. Not thread safe.
 *
 * <pre>{@code
 * RecordEncoder<Customer> encoder = codec.encoder(columns, Passed.NONE);
 * encoder.add(origin, customer, 0);
 * byte[] payload = encoder.finish(cipher);
 * }</pre>
 */
public final class RecordEncoder<T> {
    private static final int USUAL_RECORDS = 1_024;

    private final RecordType<T> type;
    private final Layout<T> layout;
    private final Field[] fields;
    private final Passed passed;
    private final JsonBuffers buffers;
    private final JsonBuffers columnBuffers;
    /** The records, without the bracket before them. */
    private final JsonBytes json;

    private final List<SealedColumn> sealed = new ArrayList<>();
    private final @Nullable SealedColumn[] aside;
    /** What stands before the value of each field that is not sealed. */
    private final char[] separators;

    private final Origins origins = new Origins(USUAL_RECORDS);
    /** Where a record began, and where all began that a record expands to: what is taken back if one cannot be added. */
    private final int[] beforeOne;

    private final int[] beforeAll;

    /**
     * @param buffers lend what it is written into, until it is finished
     * @param columnBuffers lend what values are kept in until they are sealed
     */
    RecordEncoder(
            RecordType<T> type, List<String> columns, Passed passed, JsonBuffers buffers, JsonBuffers columnBuffers) {
        this.buffers = buffers;
        this.columnBuffers = columnBuffers;
        this.json = buffers.take();
        this.type = type;
        this.layout = type.layoutFor(columns);
        this.fields = layout.fields().toArray(Field[]::new);
        this.passed = passed;
        this.aside = new SealedColumn[fields.length];
        separators = new char[fields.length];
        char separator = '[';
        for (int i = 0; i < fields.length; i++) {
            if (fields[i].sensitive()) {
                SealedColumn column = new SealedColumn(fields[i], columnBuffers.take());
                aside[i] = column;
                sealed.add(column);
            } else {
                separators[i] = separator;
                separator = ',';
            }
        }
        beforeOne = new int[2 + sealed.size()];
        beforeAll = beforeOne.clone();
    }

    /**
     * Texts that may be passed on as they were read.
     *
     * @param texts null for none
     * @param columns for each field of the layout its column among the texts; -1 where it has none
     */
    public record Passed(@Nullable KnownTexts texts, int[] columns) {
        public static final Passed NONE = new Passed(null, new int[0]);

        /** The texts of records of one layout for those of another, by the fields' names. */
        public static Passed between(KnownTexts texts, Layout<?> read, Layout<?> written) {
            List<String> names = read.columns();
            return new Passed(
                    texts, written.columns().stream().mapToInt(names::indexOf).toArray());
        }

        boolean writes(JsonBytes json, int row, int field, Object text) {
            return texts != null && columns[field] >= 0 && texts.write(json, row, columns[field], text);
        }
    }

    /** How many records it has. */
    public int count() {
        return origins.size();
    }

    /**
     * Adds a record.
     *
     * @param row the record's number among those whose texts are passed on
     * @throws UnencodableRecord if no event can carry it: it names the field, no value
     * @throws NullPointerException if a required component is null; the message is our own, and names it
     */
    public void add(Origin origin, T record, int row) {
        mark(beforeOne);
        try {
            write(origin, layout.values(record), row);
        } catch (IllegalArgumentException e) {
            truncate(beforeOne);
            throw new UnencodableRecord(origin, String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            truncate(beforeOne);
            throw e;
        }
    }

    /**
     * Adds all records that one became, or none.
     *
     * @param from the origin of each is this one, with its place among them counted from the origin's own ordinal
     * @throws RuntimeException as {@link #add}
     */
    public void addExpanded(Origin from, List<T> records, int row) {
        mark(beforeAll);
        try {
            for (int i = 0; i < records.size(); i++) {
                add(from.withOrdinal(from.ordinal() + i), records.get(i), row);
            }
        } catch (RuntimeException | Error e) {
            truncate(beforeAll);
            throw e;
        }
    }

    private void mark(int[] mark) {
        mark[0] = origins.size();
        mark[1] = json.length();
        for (int i = 2; i < mark.length; i++) {
            mark[i] = sealed.get(i - 2).length();
        }
    }

    private void truncate(int[] mark) {
        origins.truncate(mark[0]);
        json.truncate(mark[1]);
        for (int i = 2; i < mark.length; i++) {
            sealed.get(i - 2).truncate(mark[i]);
        }
    }

    /**
     * Begins a record whose values are then written in the fields' order, each to what {@link #next} gives, up to its
     * {@link #end}.
     */
    public void begin(long line, long bytePosition, int ordinal) {
        mark(beforeOne);
        open(line, bytePosition, ordinal);
    }

    /** Where the value of the field is to be written, as a value of its kind is. */
    public JsonBytes next(int field) {
        SealedColumn column = aside[field];
        return column == null ? json.raw(separators[field]) : column.next();
    }

    /** Ends the record that was begun. */
    public void end() {
        json.raw(sealed.size() == fields.length ? "[]" : "]");
    }

    /** Leaves nothing behind of the record that was begun. */
    public void takeBack() {
        truncate(beforeOne);
    }

    private void open(long line, long bytePosition, int ordinal) {
        if (!origins.isEmpty()) {
            json.raw(',');
        }
        origins.add(line, bytePosition, ordinal);
    }

    private void write(Origin origin, @Nullable Object[] values, int row) {
        open(origin.line(), origin.bytePosition(), origin.ordinal());
        for (int i = 0; i < values.length; i++) {
            write(next(i), i, values[i], row);
        }
        end();
    }

    private void write(JsonBytes into, int index, @Nullable Object value, int row) {
        Field field = fields[index];
        if (value instanceof String text && field.kind() == FieldKind.STRING) {
            if (!passed.writes(into, row, index, text)) {
                try {
                    into.text(text);
                } catch (HalfSurrogate e) {
                    throw Encodable.halfSurrogate(field);
                }
            }
            return;
        }
        if (value instanceof JsonText text) {
            into.text(text);
            return;
        }
        if (value != null && (field.kind() != FieldKind.INTEGER || value instanceof BigInteger)) {
            Encodable.require(field, value);
        }
        ValueWriter.write(into, field, value);
    }

    /** The payload; nothing is to be added any more. */
    public byte[] finish(FieldCipher cipher) {
        json.raw(']');
        for (int i = 0; i < sealed.size(); i++) {
            SealedColumn column = sealed.get(i);
            FieldPlace place = new FieldPlace(type.name(), column.field().name(), origins);
            json.raw(i == 0 ? ",\"sealed\":{" : ",").text(column.field().name()).raw(':');
            column.seal(cipher, place, json);
            columnBuffers.give(column.values());
        }
        if (!sealed.isEmpty()) {
            json.raw('}');
        }
        json.raw('}');
        JsonBytes head = buffers.take();
        writeHead(head);
        byte[] payload = head.toByteArrayWith(json);
        buffers.give(head);
        buffers.give(json);
        return payload;
    }

    /** All that stands before the records. */
    private void writeHead(JsonBytes head) {
        head.raw("{\"columns\":[");
        for (int i = 0; i < fields.length; i++) {
            if (!fields[i].sensitive()) {
                head.raw(separators[i] == '[' ? "" : ",").text(fields[i].name());
            }
        }
        head.raw("],\"origins\":");
        origins.write(head);
        head.raw(",\"records\":[");
    }
}
