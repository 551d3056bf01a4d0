package io.quadrille.handlers.csv;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The part of a source that is held in memory, seen as units: a unit's value where it is ASCII, something negative
 * where it is not. Positions count units from the beginning of the source. Not thread safe.
 */
final class SourceWindow {
    private static final int FIRST_CAPACITY_BYTES = 128 * 1024;
    private static final byte NOT_ASCII = (byte) 0x80;

    private final @Nullable SourceBytes source;
    private final int unitBytes;
    private final boolean bigEndian;
    private byte[] bytes;
    private int byteLimit;
    private byte[] units;
    private int limit;
    private long base;

    /** @param source what follows the prefix; null when nothing does */
    SourceWindow(byte[] prefix, SourceCharset charset, @Nullable SourceBytes source) {
        this.source = source;
        unitBytes = charset.unitBytes();
        bigEndian = charset.bigEndian();
        bytes = source == null ? prefix : Arrays.copyOf(prefix, Math.max(FIRST_CAPACITY_BYTES, prefix.length));
        byteLimit = prefix.length;
        units = unitBytes == 1 ? bytes : new byte[bytes.length / unitBytes + 1];
        narrow(source == null);
    }

    /** The units held; the array changes with {@link #more}. */
    byte[] units() {
        return units;
    }

    /** The position of the first unit held. */
    long base() {
        return base;
    }

    /** How many units are held. */
    int limit() {
        return limit;
    }

    int unitBytes() {
        return unitBytes;
    }

    byte unit(long position) {
        return units[(int) (position - base)];
    }

    /** Copies the bytes of the units {@code [from, to)}, all of which must be held, and tells how many they are. */
    int copy(long from, long to, byte[] into, int offset) {
        int first = (int) (from - base) * unitBytes;
        int length = byteLength(from, to);
        System.arraycopy(bytes, first, into, offset, length);
        return length;
    }

    /** The bytes of the units {@code [from, to)}; the last unit of the source may be half of one. */
    int byteLength(long from, long to) {
        return (int) (Math.min((to - base) * unitBytes, byteLimit) - (from - base) * unitBytes);
    }

    /** Reads at least one unit more, and may forget those before {@code keepFrom}; false at the end of the source. */
    boolean more(long keepFrom) throws IOException {
        if (source == null) {
            return false;
        }
        if (byteLimit == bytes.length) {
            makeRoom((int) (keepFrom - base));
        }
        int before = limit;
        while (limit == before) {
            int count = source.read(bytes, byteLimit, bytes.length - byteLimit);
            if (count < 0) {
                narrow(true);
                return limit > before;
            }
            byteLimit += count;
            narrow(false);
        }
        return true;
    }

    /** Slides only when half of the window is freed by it, so that sliding costs at most one move per byte read. */
    private void makeRoom(int forgettable) {
        if (forgettable * unitBytes < bytes.length / 2) {
            bytes = Arrays.copyOf(bytes, Math.multiplyExact(bytes.length, 2));
            units = unitBytes == 1 ? bytes : Arrays.copyOf(units, bytes.length / unitBytes + 1);
            return;
        }
        int freedBytes = forgettable * unitBytes;
        System.arraycopy(bytes, freedBytes, bytes, 0, byteLimit - freedBytes);
        if (unitBytes > 1) {
            System.arraycopy(units, forgettable, units, 0, limit - forgettable);
        }
        byteLimit -= freedBytes;
        limit -= forgettable;
        base += forgettable;
    }

    private void narrow(boolean atEnd) {
        if (unitBytes == 1) {
            limit = byteLimit;
            return;
        }
        int high = bigEndian ? 0 : 1;
        for (int at = limit * 2; at + 1 < byteLimit; at += 2) {
            byte low = bytes[at + 1 - high];
            units[limit++] = bytes[at + high] == 0 && low >= 0 ? low : NOT_ASCII;
        }
        if (atEnd && limit * 2 < byteLimit) {
            units[limit++] = NOT_ASCII;
        }
    }
}
