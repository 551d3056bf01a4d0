package io.quadrille.local.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
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

    private static final int RUN_BITS = 6;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    byte[] bytes() {
        byte[] first = part(partition);
        if (sort == null) {
            return first;
        }
        byte[] second = part(sort);
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    /** A zero within a text is followed by 255, its end by another zero: so a text sorts before its continuations. */
    private static byte[] part(Object value) {
        if (value instanceof Long number) {
            return ByteBuffer.allocate(INTEGER_BYTES)
                    .put(INTEGER)
                    .putLong(number ^ Long.MIN_VALUE)
                    .array();
        }
        byte[] text = ((String) value).getBytes(UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(text.length * 2 + TEXT_FRAME_BYTES);
        bytes.put(TEXT);
        for (byte b : text) {
            bytes.put(b);
            if (b == 0) {
                bytes.put((byte) 0xff);
            }
        }
        bytes.put((byte) 0).put((byte) 0).flip();
        byte[] exact = new byte[bytes.limit()];
        bytes.get(exact);
        return exact;
    }

    /**
     * Where to look for it first. Up to 64 integers in a row have hashes in a row, and their places in a table stand beside
     * each other: files often have their keys in order.
     */
    int hash() {
        if (sort == null && partition instanceof Long number) {
            long run = (number >> RUN_BITS) * SPREAD;
            return (int) (run >>> Integer.SIZE << RUN_BITS) | (int) (number & (1 << RUN_BITS) - 1);
        }
        long mixed = (partition.hashCode() * 31L + (sort == null ? 0 : sort.hashCode())) * SPREAD;
        return (int) (mixed >>> Integer.SIZE);
    }
}
