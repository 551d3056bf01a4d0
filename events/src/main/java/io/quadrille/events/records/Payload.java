package io.quadrille.events.records;

import io.quadrille.events.json.KnownTexts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A payload as it is read, its sealed columns opened last. Not thread safe. */
final class Payload<T> {
    private static final int MOST_EXPECTED_RECORDS = 512;

    private final Layout<T> layout;
    private final List<String> columns;
    private final int width;
    private final boolean takesJsonTexts;
    private final List<Origin> origins = new ArrayList<>();
    private final Map<String, String> sealed = new LinkedHashMap<>();
    private final KnownTexts texts;
    /** Of all records, one record's after another's. */
    private @Nullable Object[] values;

    /**
     * One without records.
     *
     * @param columns of the arrays, without the origin's
     * @param bytes the payload's length
     */
    Payload(Layout<T> layout, List<String> columns, int bytes) {
        this.layout = layout;
        this.columns = columns;
        this.width = layout.fields().size();
        this.takesJsonTexts = layout.takesJsonTexts();
        int expected = Math.min(MOST_EXPECTED_RECORDS, 1 + bytes / (8 + 4 * width));
        this.values = new Object[expected * width];
        this.texts = takesJsonTexts ? new KnownTexts(0, 0) : new KnownTexts(width, expected);
    }

    /** Whether texts are kept as JSON has them; else as a String, known by their places in {@link #texts}. */
    boolean takesJsonTexts() {
        return takesJsonTexts;
    }

    Layout<T> layout() {
        return layout;
    }

    List<String> columns() {
        return columns;
    }

    /** Of the records, in order. */
    List<Origin> origins() {
        return origins;
    }

    /** The ciphertexts, by column. */
    Map<String, String> sealed() {
        return sealed;
    }

    KnownTexts texts() {
        return texts;
    }

    /** Names the bytes that a field's texts are read from. @param field its index in the layout */
    void source(int field, byte[] utf8) {
        if (!takesJsonTexts) {
            texts.source(field, utf8);
        }
    }

    /** Adds a record whose values are all null, as those of columns that are sealed or absent stay. @return its number */
    int add(Origin origin) {
        int record = origins.size();
        origins.add(origin);
        if (origins.size() * width > values.length) {
            values = Arrays.copyOf(values, values.length * 2 + width);
        }
        if (!takesJsonTexts) {
            texts.reserve(record);
        }
        return record;
    }

    /** @param field its index in the layout */
    void set(int record, int field, @Nullable Object value) {
        values[record * width + field] = value;
    }

    /** Copies a record's values, in the layout's order. */
    void values(int record, @Nullable Object[] into) {
        System.arraycopy(values, record * width, into, 0, width);
    }
}
