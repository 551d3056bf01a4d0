package io.quadrille.events.records;

import io.quadrille.events.json.JsonBytes;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Origins one after another, kept as numbers: an object is made for whoever asks for one. Only who reads or writes a payload
 * adds some, at the end. Not thread safe.
 *
 * <p>In a payload each is its difference to the one before it, the first to line 0 and byte 0: {@code [lines,bytes,ordinal]}, or
 * the bytes alone of one in the next line that nothing expanded.
 */
public final class Origins extends AbstractList<Origin> implements RandomAccess {
    private long[] lines;
    private long[] bytePositions;
    /** Empty as long as all are 0. */
    private int[] ordinals = new int[0];

    private int size;

    /** None yet. @param expected how many there may be */
    Origins(int expected) {
        lines = new long[expected];
        bytePositions = new long[expected];
    }

    void add(long line, long bytePosition, int ordinal) {
        if (size == lines.length) {
            int more = 16 + 2 * size;
            lines = Arrays.copyOf(lines, more);
            bytePositions = Arrays.copyOf(bytePositions, more);
        }
        lines[size] = line;
        bytePositions[size] = bytePosition;
        if (ordinal != 0 || ordinals.length > 0) {
            setOrdinal(ordinal);
        }
        size++;
    }

    private void setOrdinal(int ordinal) {
        if (ordinals.length < lines.length) {
            ordinals = Arrays.copyOf(ordinals, lines.length);
        }
        ordinals[size] = ordinal;
    }

    /** As {@link Origin#line} of the origin at this place. */
    public long line(int index) {
        return lines[Objects.checkIndex(index, size)];
    }

    /** As {@link Origin#ordinal} of the origin at this place. */
    public int ordinal(int index) {
        Objects.checkIndex(index, size);
        return ordinals.length == 0 ? 0 : ordinals[index];
    }

    void append(Origin origin) {
        add(origin.line(), origin.bytePosition(), origin.ordinal());
    }

    /** Leaves out the last ones. @param to an earlier size */
    void truncate(int to) {
        size = Math.min(size, to);
    }

    /**
     * Adds one by its difference to the last.
     *
     * @throws IllegalArgumentException if there is no such origin
     */
    void addNext(long lines, long bytes, long ordinal) {
        long line = lines + (size == 0 ? 0 : this.lines[size - 1]);
        long bytePosition = bytes + (size == 0 ? 0 : bytePositions[size - 1]);
        if (line < 1
                || bytePosition < 0
                || ordinal < 0
                || ordinal > Integer.MAX_VALUE) { // a sum too large is below zero
            throw new IllegalArgumentException(lines + " lines and " + bytes + " bytes further, ordinal " + ordinal);
        }
        add(line, bytePosition, (int) ordinal);
    }

    /** Writes them as a payload has them. */
    void write(JsonBytes json) {
        json.raw('[');
        long line = 0;
        long bytePosition = 0;
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                json.raw(',');
            }
            write(json, lines[i] - line, bytePositions[i] - bytePosition, ordinal(i));
            line = lines[i];
            bytePosition = bytePositions[i];
        }
        json.raw(']');
    }

    private static void write(JsonBytes json, long lines, long bytes, int ordinal) {
        if (lines == 1 && ordinal == 0 && bytes >= 0) {
            json.number(bytes);
        } else {
            json.raw('[').number(lines).raw(',').number(bytes);
            json.raw(',').number(ordinal).raw(']');
        }
    }

    @Override
    public Origin get(int index) {
        Objects.checkIndex(index, size);
        return new Origin(lines[index], bytePositions[index], ordinal(index));
    }

    @Override
    public int size() {
        return size;
    }
}
