package io.quadrille.events.records;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/** Origins one after another, kept as numbers: an object is made for whoever asks for one. Grows at its end; not thread safe. */
final class Origins extends AbstractList<Origin> implements RandomAccess {
    private long[] lines;
    private long[] bytePositions;
    private int[] ordinals;
    private int size;

    /** None yet. @param expected how many there may be */
    Origins(int expected) {
        lines = new long[expected];
        bytePositions = new long[expected];
        ordinals = new int[expected];
    }

    void add(long line, long bytePosition, int ordinal) {
        if (size == lines.length) {
            int more = 16 + 2 * size;
            lines = Arrays.copyOf(lines, more);
            bytePositions = Arrays.copyOf(bytePositions, more);
            ordinals = Arrays.copyOf(ordinals, more);
        }
        lines[size] = line;
        bytePositions[size] = bytePosition;
        ordinals[size++] = ordinal;
    }

    @Override
    public boolean add(Origin origin) {
        add(origin.line(), origin.bytePosition(), origin.ordinal());
        return true;
    }

    /** Leaves out the last ones. @param to an earlier size */
    void truncate(int to) {
        size = Math.min(size, to);
    }

    @Override
    public Origin get(int index) {
        Objects.checkIndex(index, size);
        return new Origin(lines[index], bytePositions[index], ordinals[index]);
    }

    @Override
    public int size() {
        return size;
    }
}
