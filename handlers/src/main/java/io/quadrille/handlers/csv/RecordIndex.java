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
    private final BitSet forParser = new BitSet();

    /**
     * @param end where the record's bytes end in the chunk's content; a malformed record has none there
     * @param needsParser whether more is to be done than to cut them at delimiters and enclosing quotes
     */
    void add(long line, long bytePosition, int end, @Nullable Malformed fault, boolean needsParser) {
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
        forParser.set(count, needsParser);
        count++;
    }

    /** Has no record any more. */
    void clear() {
        Arrays.fill(malformed, 0, count, null);
        count = 0;
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

    /** Whether the record's cells are not just what stands between delimiters, or between the quotes that enclose them. */
    boolean needsParser(int record) {
        return forParser.get(record);
    }

    @Nullable
    Malformed malformed(int record) {
        return malformed[record];
    }
}
