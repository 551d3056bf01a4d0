package io.quadrille.handlers.csv;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The places of a chunk's records: lines, byte positions, and where each one's bytes stand in the chunk's content. */
final class RecordIndex {
    private static final int FIRST_CAPACITY = 512;

    private int count;
    private long[] lines = new long[FIRST_CAPACITY];
    private long[] bytePositions = new long[FIRST_CAPACITY];
    private int[] ends = new int[FIRST_CAPACITY];
    private @Nullable Malformed[] malformed = new Malformed[FIRST_CAPACITY];
    private final BitSet quoted = new BitSet();

    /**
     * @param end where the record's bytes end in the chunk's content; a malformed record has none there
     * @param hasQuote whether there is any quote among them
     */
    void add(long line, long bytePosition, int end, @Nullable Malformed fault, boolean hasQuote) {
        if (count == lines.length) {
            int capacity = count * 2;
            lines = Arrays.copyOf(lines, capacity);
            bytePositions = Arrays.copyOf(bytePositions, capacity);
            ends = Arrays.copyOf(ends, capacity);
            malformed = Arrays.copyOf(malformed, capacity);
        }
        lines[count] = line;
        bytePositions[count] = bytePosition;
        ends[count] = end;
        malformed[count] = fault;
        quoted.set(count, hasQuote);
        count++;
    }

    int count() {
        return count;
    }

    long line(int record) {
        return lines[record];
    }

    long bytePosition(int record) {
        return bytePositions[record];
    }

    int begin(int record) {
        return record == 0 ? 0 : ends[record - 1];
    }

    int end(int record) {
        return ends[record];
    }

    /** The end of the content: where the last record's bytes end. */
    int contentEnd() {
        return count == 0 ? 0 : ends[count - 1];
    }

    /** Whether any quote stands in the record. */
    boolean hasQuote(int record) {
        return quoted.get(record);
    }

    @Nullable
    Malformed malformed(int record) {
        return malformed[record];
    }
}
