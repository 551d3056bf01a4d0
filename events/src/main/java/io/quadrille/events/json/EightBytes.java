package io.quadrille.events.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes looked at together, as one word whose lowest bits are the first byte. A mark is the highest bit of a byte; of
 * the marks that a method makes only the first is sure to be right, as a carry may spoil those after it.
 */
public final class EightBytes {
    /** The mark of each byte. */
    public static final long MARKS = 0x8080808080808080L;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long SPACES = each(' ');

    private EightBytes() {}

    /** Those from the index on. */
    public static long at(byte[] bytes, int index) {
        return (long) WORD.get(bytes, index);
    }

    /** A word of eight times the byte. */
    public static long each(int ascii) {
        return ONES * ascii;
    }

    /** Marks bytes that are this one. @param wanted as {@link #each} has it */
    public static long equal(long eight, long wanted) {
        long zeros = eight ^ wanted;
        return zeros - ONES & ~zeros & MARKS;
    }

    /** Marks control characters: bytes below a space. */
    public static long controls(long eight) {
        return eight - SPACES & ~eight & MARKS;
    }

    /** The index of the first byte that is marked, from 0; 8 if none is. */
    public static int first(long marks) {
        return Long.numberOfTrailingZeros(marks) / Byte.SIZE;
    }

    /** All bits of the bytes before the first that is marked. */
    public static long before(long marks) {
        return Long.lowestOneBit(marks) - 1 >>> Byte.SIZE - 1;
    }

    /** Copies the word to the index. */
    static void copy(byte[] from, int fromIndex, byte[] to, int toIndex) {
        WORD.set(to, toIndex, (long) WORD.get(from, fromIndex));
    }
}
