package io.quadrille.local.memory;

import io.quadrille.handlers.ports.RecordTable.VersionedRecord;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A row as a table in memory keeps it, among many in one array: numbers of fixed places, then its key and its body. Immutable.
 *
 * @param slab holds it
 * @param at where in the slab it begins
 */
record StoredRow(byte[] slab, int at) implements Comparable<StoredRow> {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final int LINE = 0;
    private static final int ORDINAL = LINE + Long.BYTES;
    private static final int WRITER = ORDINAL + Integer.BYTES;
    private static final int LAYOUT = WRITER + Integer.BYTES;
    private static final int KEY_LENGTH = LAYOUT + Integer.BYTES;
    private static final int BODY_LENGTH = KEY_LENGTH + Integer.BYTES;
    /** Where its key begins. */
    static final int KEY = BODY_LENGTH + Integer.BYTES;

    /** Writes a row's numbers before its key and its body. @param writer the number of the record's */
    static void writeNumbers(
            byte[] slab, int at, VersionedRecord record, int writer, int layout, int keyLength, int bodyLength) {
        LONGS.set(slab, at + LINE, record.line());
        INTS.set(slab, at + ORDINAL, record.ordinal());
        INTS.set(slab, at + WRITER, writer);
        INTS.set(slab, at + LAYOUT, layout);
        INTS.set(slab, at + KEY_LENGTH, keyLength);
        INTS.set(slab, at + BODY_LENGTH, bodyLength);
    }

    int length() {
        return KEY + keyLength() + bodyLength();
    }

    long line() {
        return (long) LONGS.get(slab, at + LINE);
    }

    int ordinal() {
        return (int) INTS.get(slab, at + ORDINAL);
    }

    int writer() {
        return (int) INTS.get(slab, at + WRITER);
    }

    int layout() {
        return (int) INTS.get(slab, at + LAYOUT);
    }

    byte[] body() {
        int begin = at + KEY + keyLength();
        return Arrays.copyOfRange(slab, begin, begin + bodyLength());
    }

    boolean hasKeyOf(StoredRow other) {
        return Arrays.equals(
                slab, at + KEY, at + KEY + keyLength(), other.slab, other.at + KEY, other.at + KEY + other.keyLength());
    }

    /** In the order of their keys. */
    @Override
    public int compareTo(StoredRow other) {
        return Arrays.compareUnsigned(
                slab, at + KEY, at + KEY + keyLength(), other.slab, other.at + KEY, other.at + KEY + other.keyLength());
    }

    private int keyLength() {
        return (int) INTS.get(slab, at + KEY_LENGTH);
    }

    private int bodyLength() {
        return (int) INTS.get(slab, at + BODY_LENGTH);
    }
}
