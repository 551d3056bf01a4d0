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
    private final @Nullable Object[] texts;
    private final long[] places;

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

    /**
     * Of records that are read already.
     *
     * @param sources for each column the bytes that its texts were read from
     * @param texts of all records, one record's after another's; may hold other values among them
     * @param places of the texts as {@link #place} has them; with 0 as {@link #end} where it does not stand there so
     */
    public KnownTexts(byte[][] sources, @Nullable Object[] texts, long[] places) {
        this.columns = sources.length;
        this.sources = sources;
        this.texts = texts;
        this.places = places;
    }

    /** Both ends of a text in its source as one number, which is not negative. */
    public static long place(int begin, int end) {
        return (long) begin << Integer.SIZE | end;
    }

    /** Where the text at a {@link #place} begins. */
    public static int begin(long place) {
        return (int) (place >>> Integer.SIZE);
    }

    /** Where the text at a {@link #place} ends. */
    public static int end(long place) {
        return (int) place;
    }

    /** How many columns each record has. */
    public int columns() {
        return columns;
    }

    /** Names the bytes that a column's texts are read from. */
    public void source(int column, byte[] utf8) {
        sources[column] = utf8;
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
        places[place] = place(begin, end);
    }

    /** Writes the text in quotes, if it is the one kept there. @return whether it was */
    @SuppressWarnings("ReferenceEquality") // another instance may be equal, and is encoded to the same
    public boolean write(JsonBytes json, int record, int column, Object text) {
        int place = record * columns + column;
        if (texts[place] != text || end(places[place]) == 0) {
            return false;
        }
        json.plainText(sources[column], begin(places[place]), end(places[place]));
        return true;
    }

    /** The text as JSON has it, if it is the one kept there. */
    @SuppressWarnings("ReferenceEquality") // another instance may be equal, and is encoded to the same
    public @Nullable JsonText find(int record, int column, Object text) {
        int place = record * columns + column;
        return texts[place] != text || end(places[place]) == 0
                ? null
                : new JsonText(sources[column], begin(places[place]), end(places[place]));
    }
}
