package io.quadrille.events.records;

import io.quadrille.events.json.JsonBytes;
import io.quadrille.events.json.JsonText;
import io.quadrille.events.json.KnownTexts;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A payload as it is read, its sealed columns opened last. Of bare records in the short form, texts are kept as the places where
 * they stand and whole numbers as they are; all else, and all values of other records, as objects. Filled by one thread, then
 * only read, by any.
 */
final class Payload<T> {
    private static final int MOST_VALUES = Integer.MAX_VALUE - 8;
    private static final byte[] NO_SOURCE = new byte[0];
    /** No number of a payload's short form, and the place of no text. */
    private static final long NONE = Long.MIN_VALUE;

    private final Layout<T> layout;
    private final List<String> columns;
    private final Field[] fields;
    private final boolean bare;
    private final Origins origins;
    private final boolean ofEarlierBuild;
    private final Map<String, ByteBuffer> sealed = new LinkedHashMap<>();
    private final byte[][] sources;
    /** Of all records, one record's after another's. Of bare ones only what has no place; null as long as there is nothing. */
    private @Nullable Object @Nullable [] values;
    /** As {@link #values}: where a text begins and ends in its source, or the number itself. */
    private final long[] places;
    /** Fields whose values stand in each record one after another as a row has them: from the first to before the second. */
    private int spanBegin;

    private int spanEnd;
    /** For each record where these values begin and end; empty if there are no such fields. */
    private long[] spans = new long[0];

    /**
     * One whose values are all null, as those of columns that are sealed or absent stay.
     *
     * @param columns of the arrays
     * @param origins one for each record; kept
     * @param ofEarlierBuild whether each record begins with its origin
     * @throws IllegalArgumentException if they are too many
     */
    Payload(Layout<T> layout, List<String> columns, Origins origins, boolean ofEarlierBuild) {
        if ((long) origins.size() * layout.fields().size() > MOST_VALUES) {
            throw new IllegalArgumentException("more values than an array can hold");
        }
        this.layout = layout;
        this.columns = columns;
        this.fields = layout.fields().toArray(Field[]::new);
        this.bare = layout.isBare();
        this.sources = new byte[fields.length][];
        Arrays.fill(sources, NO_SOURCE);
        this.origins = origins;
        this.ofEarlierBuild = ofEarlierBuild;
        this.places = new long[origins.size() * fields.length];
        if (bare) {
            Arrays.fill(places, NONE);
        }
        this.values = bare ? null : new Object[places.length];
    }

    /** Whether so many bytes may be so many records: what no record is there for is to get no memory. */
    static boolean mayHold(int records, int columns, int bytes) {
        return (1 + 2L * columns) * records <= bytes; // a character for each value, and what is around it
    }

    /** Whether the records are bare. */
    boolean isBare() {
        return bare;
    }

    Layout<T> layout() {
        return layout;
    }

    /** How many fields each record has. */
    int width() {
        return fields.length;
    }

    List<String> columns() {
        return columns;
    }

    /** Of the records, in order. */
    Origins origins() {
        return origins;
    }

    /** Whether an earlier build wrote it: then what is sealed is bound to each origin for itself. */
    boolean isOfEarlierBuild() {
        return ofEarlierBuild;
    }

    /** The ciphertexts, as base64, by column. */
    Map<String, ByteBuffer> sealed() {
        return sealed;
    }

    /** Of records that are not bare, the texts with their places; to be asked for when all are read. */
    KnownTexts texts() {
        return bare ? new KnownTexts(0, 0) : new KnownTexts(sources, Objects.requireNonNull(values), places);
    }

    /** Names the bytes that a field's texts are read from. @param field its index in the layout */
    void source(int field, byte[] utf8) {
        sources[field] = utf8;
    }

    /**
     * Says, before the first value is set, that the values of these fields are texts and whole numbers, and will stand in
     * each record with nothing but commas between.
     *
     * @param end the field after them
     */
    void span(int begin, int end) {
        spanBegin = begin;
        spanEnd = end;
        spans = new long[origins.size()];
    }

    /** Keeps where the values of the fields of a {@link #span} stand in the source. */
    void setSpan(int record, int begin, int end) {
        spans[record] = KnownTexts.place(begin, end);
    }

    /** @param field its index in the layout */
    void set(int record, int field, @Nullable Object value) {
        if (values == null) {
            values = new Object[places.length];
        }
        int at = record * fields.length + field;
        values[at] = value;
        places[at] = NONE;
    }

    /** Keeps a text of a record that is not bare. @param begin where it stands in its source, as JSON has it without quotes */
    void setText(int record, int field, String text, int begin, int end) {
        int at = record * fields.length + field;
        Objects.requireNonNull(values)[at] = text;
        places[at] = KnownTexts.place(begin, end);
    }

    /** Keeps where a text stands. */
    void setPlace(int record, int field, int begin, int end) {
        places[record * fields.length + field] = KnownTexts.place(begin, end);
    }

    /** Keeps a whole number of a bare record; the field can hold it. */
    void setNumber(int record, int field, long number) {
        places[record * fields.length + field] = number;
    }

    /** As {@link BareRecord#value}. */
    @Nullable
    Object value(int record, int field) {
        int at = record * fields.length + field;
        if (values != null && values[at] != null) {
            return values[at];
        }
        long place = places[at];
        if (place == NONE) {
            return null;
        }
        return fields[field].kind() == FieldKind.STRING
                ? new JsonText(sources[field], KnownTexts.begin(place), KnownTexts.end(place))
                : Integers.narrow(place, fields[field].type());
    }

    /** As {@link BareRecord#write}. */
    int write(JsonBytes json, int record, int field) {
        if (field == spanBegin && record < spans.length) {
            json.raw(sources[field], KnownTexts.begin(spans[record]), KnownTexts.end(spans[record]));
            return spanEnd;
        }
        long place = places[record * fields.length + field];
        if (place == NONE) {
            return field;
        }
        if (fields[field].kind() == FieldKind.STRING) {
            json.plainText(sources[field], KnownTexts.begin(place), KnownTexts.end(place));
        } else {
            json.number(place);
        }
        return field + 1;
    }

    /** As {@link BareRecord#mostBytes}. */
    long mostBytes(int record) {
        long most = 0;
        for (int field = 0; field < fields.length; field++) {
            long place = places[record * fields.length + field];
            int bytes = place == NONE ? ValuesRecord.mostBytes(value(record, field)) : mostBytesAt(place, field);
            if (bytes < 0) {
                return -1;
            }
            most += bytes;
        }
        return most;
    }

    /** As {@link BareRecord#mostBytes(int)}. */
    int mostBytes(int record, int field) {
        long place = places[record * fields.length + field];
        if (place != NONE) {
            return mostBytesAt(place, field);
        }
        Object value = value(record, field);
        return value == null ? 0 : ValuesRecord.mostBytes(value);
    }

    private int mostBytesAt(long place, int field) {
        return fields[field].kind() == FieldKind.STRING
                ? KnownTexts.end(place) - KnownTexts.begin(place)
                : ValuesRecord.LONGEST_PLAIN_VALUE;
    }

    /** Copies the values of a record that is not bare, in the layout's order. */
    void values(int record, @Nullable Object[] into) {
        System.arraycopy(Objects.requireNonNull(values), record * fields.length, into, 0, fields.length);
    }
}
