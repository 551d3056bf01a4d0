package io.quadrille.local.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A row's key. As bytes, their unsigned order is the one every store has: integers before text, integers by value, text by
 * its UTF-8 bytes, the partition before the sort key.
 *
 * @param partition a String or a Long
 * @param sort as partition; null where the table has no sort key
 */
record RowKey(Object partition, @Nullable Object sort) {
    private static final byte INTEGER = 1;
    private static final byte TEXT = 2;
    private static final int INTEGER_BYTES = 1 + Long.BYTES;
    /** Of a text: its kind, and two zeros after it. */
    private static final int TEXT_FRAME_BYTES = 3;
    /** Of UTF-8, and of a zero with its 255. */
    private static final int MOST_BYTES_PER_CHAR = 3;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int RUN_BITS = 6;
    /** How many integers in a row have slots near each other. */
    static final int RUN = 1 << RUN_BITS;

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Not fewer than the bytes that {@link #write} writes. */
    int mostBytes() {
        return mostBytes(partition) + (sort == null ? 0 : mostBytes(sort));
    }

    private static int mostBytes(Object value) {
        return value instanceof String text ? text.length() * MOST_BYTES_PER_CHAR + TEXT_FRAME_BYTES : INTEGER_BYTES;
    }

    /** Writes its bytes there. @return where they end */
    int write(byte[] into, int at) {
        int end = write(partition, into, at);
        return sort == null ? end : write(sort, into, end);
    }

    /** A zero within a text is followed by 255, its end by another zero: so a text sorts before its continuations. */
    private static int write(Object value, byte[] into, int at) {
        if (value instanceof Long number) {
            into[at] = INTEGER;
            LONGS.set(into, at + 1, number ^ Long.MIN_VALUE);
            return at + INTEGER_BYTES;
        }
        int end = at;
        into[end++] = TEXT;
        for (byte b : ((String) value).getBytes(UTF_8)) {
            into[end++] = b;
            if (b == 0) {
                into[end++] = (byte) 0xff;
            }
        }
        into[end++] = 0;
        into[end++] = 0;
        return end;
    }

    /**
     * Where to look for it first: the leading bits tell the segment of a {@link RowIndex}, the last the slot. Up to 64 integers in
     * a row share 64 slots of a segment, a slot each: files often have their keys in order. Which has which is another order in every run, or keys at a distance of 64 would share one slot of each 64.
     */
    int hash() {
        if (sort == null && partition instanceof Long number) {
            long run = (number >> RUN_BITS) * SPREAD;
            return (int) (run >>> Integer.SIZE << RUN_BITS) | (int) ((number ^ run >>> Long.SIZE - RUN_BITS) & RUN - 1);
        }
        long mixed = (partition.hashCode() * SPREAD + (sort == null ? 0 : sort.hashCode())) * SPREAD;
        return (int) (mixed >>> Integer.SIZE);
    }
}
