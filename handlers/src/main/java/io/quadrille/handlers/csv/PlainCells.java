package io.quadrille.handlers.csv;

import io.quadrille.events.json.KnownTexts;
import io.quadrille.events.json.Utf8;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The cells of records of UTF-8 in which no quote stands: what is between the delimiters, as FastCSV has it too, but without
 * characters in between. Not thread safe.
 */
final class PlainCells {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long BACKSLASHES = ONES * '\\';
    private static final long SPACES = ONES * ' ';

    private final byte[] bytes;
    private final byte delimiter;
    private final long delimiters;
    private final KnownTexts known;
    private final int knownColumns;
    private final Utf8 utf8 = new Utf8();
    private String[] cells;
    private int count;

    /** @param known has room for that many columns of one record */
    PlainCells(byte[] bytes, SourceShape shape, KnownTexts known) {
        this.bytes = bytes;
        this.delimiter = (byte) shape.delimiter();
        this.delimiters = ONES * (delimiter & 0xff);
        this.known = known;
        this.knownColumns = known.columns();
        this.cells = new String[Math.max(shape.columns(), 16)];
        for (int column = 0; column < knownColumns; column++) {
            known.source(column, bytes);
        }
    }

    static boolean canRead(SourceShape shape) {
        return shape.charset().equals(StandardCharsets.UTF_8) && shape.delimiter() < 0x80;
    }

    /** The record's cells, in an array that is reused and may be longer than needed. */
    String[] cells() {
        return cells;
    }

    int count() {
        return count;
    }

    /** Reads the record in the bytes {@code [begin, end)}, its line end included. @return false if it is not UTF-8 */
    boolean read(int begin, int end) {
        int limit = end;
        while (limit > begin && (bytes[limit - 1] == '\n' || bytes[limit - 1] == '\r')) {
            limit--;
        }
        count = 0;
        int from = begin;
        while (true) {
            int to = endOfCell(from, limit);
            if (to < 0) {
                return false;
            }
            if (to == limit) {
                return true;
            }
            from = to + 1;
        }
    }

    /** Adds the cell that begins there. @return where the delimiter after it stands, or the limit; -1 if it is not UTF-8 */
    private int endOfCell(int from, int limit) {
        long high = 0; // the highest bits of the cell's bytes: whether any is not ASCII
        long escapes = 0; // the highest bits of bytes that JSON has escapes for
        int to = from;
        while (to <= limit - Long.BYTES) {
            long eight = (long) EIGHT.get(bytes, to);
            long escaped = (zeroBytes(eight ^ BACKSLASHES) | (eight - SPACES) & ~eight) & HIGH_BITS;
            long delimited = zeroBytes(eight ^ delimiters) & HIGH_BITS;
            if (delimited != 0) {
                long before = Long.lowestOneBit(delimited) - 1 >>> Byte.SIZE - 1;
                high |= eight & before;
                escapes |= escaped & before;
                return add(from, to + Long.numberOfTrailingZeros(delimited) / Byte.SIZE, high & HIGH_BITS, escapes);
            }
            high |= eight;
            escapes |= escaped;
            to += Long.BYTES;
        }
        high &= HIGH_BITS;
        while (to < limit && bytes[to] != delimiter) {
            byte b = bytes[to++];
            high |= b & 0x80;
            escapes |= b == '\\' || b >= 0 && b < ' ' ? 1 : 0;
        }
        return add(from, to, high, escapes);
    }

    /** A word whose lowest bit set is the highest of the first byte that is zero in the given one. */
    private static long zeroBytes(long word) {
        return (word - ONES) & ~word;
    }

    private int add(int from, int to, long high, long escapes) {
        String cell;
        if (from == to) {
            cell = "";
        } else if (high == 0) {
            cell = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        } else {
            cell = utf8.find(bytes, from, to);
            if (cell == null) {
                return -1;
            }
        }
        if (count == cells.length) {
            cells = Arrays.copyOf(cells, count * 2);
        }
        cells[count] = cell;
        if (count < knownColumns) {
            known.set(0, count, cell, from, escapes == 0 ? to : 0);
        }
        count++;
        return to;
    }
}
