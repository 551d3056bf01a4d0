package io.quadrille.events.records;

import io.quadrille.events.json.JsonBytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * Base64 by the JDK's coder, slice by slice, in arrays that are used again: to clear a new array as long as a column takes
 * longer than to code its bytes. Slices are whole groups of three bytes and four characters, so that together they are coded as
 * one; only the last slice may be shorter, and gets an array of its own. Not thread safe.
 */
final class Base64Slices {
    private static final int SLICE_BYTES = 1_536;
    private static final int SLICE_CHARACTERS = SLICE_BYTES / 3 * 4;

    private final byte[] bytes = new byte[SLICE_BYTES];
    private final byte[] characters = new byte[SLICE_CHARACTERS];

    /** The most bytes that the text may stand for. */
    static int mostBytes(ByteBuffer text) {
        return text.remaining() / 4 * 3 + 3;
    }

    /** Writes the first bytes as base64. */
    void encode(byte[] from, int length, JsonBytes into) {
        int at = 0;
        for (; length - at > SLICE_BYTES; at += SLICE_BYTES) {
            System.arraycopy(from, at, bytes, 0, SLICE_BYTES);
            into.raw(characters, 0, Base64.getEncoder().encode(bytes, characters));
        }
        byte[] last = Base64.getEncoder().encode(Arrays.copyOfRange(from, at, length));
        into.raw(last, 0, last.length);
    }

    /**
     * What the text stands for.
     *
     * @param text in an array; stays as it is
     * @param into has room for {@link #mostBytes}
     * @return how many bytes it is
     * @throws IllegalArgumentException if it is not base64
     */
    int decode(ByteBuffer text, byte[] into) {
        byte[] from = text.array();
        int at = text.arrayOffset() + text.position();
        int end = text.arrayOffset() + text.limit();
        int length = 0;
        for (; end - at > SLICE_CHARACTERS; at += SLICE_CHARACTERS) {
            System.arraycopy(from, at, characters, 0, SLICE_CHARACTERS);
            if (Base64.getDecoder().decode(characters, bytes) != SLICE_BYTES) {
                throw new IllegalArgumentException("base64 that ends before its end");
            }
            System.arraycopy(bytes, 0, into, length, SLICE_BYTES);
            length += SLICE_BYTES;
        }
        byte[] last = Base64.getDecoder().decode(Arrays.copyOfRange(from, at, end));
        System.arraycopy(last, 0, into, length, last.length);
        return length + last.length;
    }
}
