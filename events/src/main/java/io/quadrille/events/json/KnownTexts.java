package io.quadrille.events.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts of records together with the bytes they were read from: one that is passed on as it is gets copied instead of
 * encoded anew. A text is known by its instance, so that what a handler changes is never mistaken for it. Not thread safe.
 */
public final class KnownTexts {
    private static final byte[] NO_SOURCE = new byte[0];

    private final int columns;
    private final byte[][] sources;
    private @Nullable Object[] texts;
    private long[] places;

    /**
     * Of no record yet.
     *
     * @param columns of each record
     * @param records how many are expected
     */
    public KnownTexts(int columns, int records) {
        this.columns = columns;
        this.sources = new byte[columns][];
        Arrays.fill(sources, NO_SOURCE);
        this.texts = new Object[columns * records];
        this.places = new long[columns * records];
    }

    /** How many columns each record has. */
    public int columns() {
        return columns;
    }

    /** Names the bytes that a column's texts are read from. */
    public void source(int column, byte[] utf8) {
        sources[column] = utf8;
    }

    /** Makes room for a record after those so far. @param record its number, from 0 */
    public void reserve(int record) {
        if ((record + 1) * columns > texts.length) {
            texts = Arrays.copyOf(texts, texts.length * 2 + columns);
            places = Arrays.copyOf(places, texts.length);
        }
    }

    /**
     * Keeps a text.
     *
     * @param begin where it stands in the column's source as JSON has it, without its quotes
     * @param end after its last byte; 0 if it does not stand there so
     */
    public void set(int record, int column, String text, int begin, int end) {
        int place = record * columns + column;
        texts[place] = text;
        places[place] = (long) begin << Integer.SIZE | end;
    }

    /** Writes the text in quotes, if it is the one kept there. @return whether it was */
    @SuppressWarnings("ReferenceEquality") // another instance may be equal, and is encoded to the same
    public boolean write(JsonBytes json, int record, int column, Object text) {
        int place = record * columns + column;
        int end = (int) places[place];
        if (texts[place] != text || end == 0) {
            return false;
        }
        json.plainText(sources[column], (int) (places[place] >>> Integer.SIZE), end);
        return true;
    }

    /** The text as JSON has it, if it is the one kept there. */
    @SuppressWarnings("ReferenceEquality") // another instance may be equal, and is encoded to the same
    public @Nullable JsonText find(int record, int column, Object text) {
        int place = record * columns + column;
        int end = (int) places[place];
        return texts[place] != text || end == 0
                ? null
                : new JsonText(sources[column], (int) (places[place] >>> Integer.SIZE), end);
    }
}
