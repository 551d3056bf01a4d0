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

    /** Of which a byte has two to the power of this many. */
    private static final int BYTE_BITS = 3;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long SPACES = each(' ');
    private static final long BACKSLASHES = each('\\');
    private static final long ZEROS = each('0');
    /** Added to a digit's value it leaves the highest bit clear, added to any greater one it sets it. */
    private static final long BEYOND_NINE = each(0x80 - 10);

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

    /** Marks bytes that are one of these, none of them beyond ASCII. @param first, second, third as {@link #each} has them */
    public static long anyOf(long eight, long first, long second, long third) {
        return ((eight ^ first) - ONES | (eight ^ second) - ONES | (eight ^ third) - ONES) & ~eight & MARKS;
    }

    /** Marks what cannot stand for itself in a text of JSON: a backslash, control characters, and the byte that ends the text. */
    public static long textEnds(long eight, long end) {
        return ((eight ^ end) - ONES | (eight ^ BACKSLASHES) - ONES | eight - SPACES) & ~eight & MARKS;
    }

    /** How many of the bytes are digits before the first that is none. */
    public static int digits(long eight) {
        long values = eight ^ ZEROS;
        return first((values + BEYOND_NINE | values) & MARKS);
    }

    /** The number of the first bytes, which are digits; 0 for none. @param digits how many */
    public static long number(long eight, int digits) {
        if (digits == 0) {
            return 0;
        }
        // Moved up, as a word's later bytes are its higher ones: zeros come before the digits.
        long values = (eight ^ ZEROS) << (Long.BYTES - digits) * Byte.SIZE;
        long pairs = values * 10 + (values >>> 8) & 0x00ff00ff00ff00ffL;
        long fours = pairs * 100 + (pairs >>> 16) & 0x0000ffff0000ffffL;
        return fours * 10_000 + (fours >>> 32) & 0xffffffffL;
    }

    /** The digits of a number below a hundred million, zeros before them, as values from 0 to 9 in a word's bytes. */
    static long digitsOf(long number) {
        // Halved three times: two numbers of four digits, four of two, eight of one; the first ones are the lower bits.
        long high = number / 10_000;
        long fours = high | number - high * 10_000 << 32;
        long hundreds = fours * 10_486 >>> 20 & 0x0000007f0000007fL;
        long pairs = hundreds | fours - hundreds * 100 << 16;
        long tens = pairs * 103 >>> 10 & 0x000f000f000f000fL;
        return tens | pairs - tens * 10 << 8;
    }

    /** The index of the first byte that is marked, from 0; 8 if none is. */
    public static int first(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> BYTE_BITS; // shorter than what a division of an int is made into
    }

    /** All bits of the bytes before the first that is marked. */
    public static long before(long marks) {
        return Long.lowestOneBit(marks) - 1 >>> Byte.SIZE - 1;
    }

    /** Puts the word at the index. */
    static void put(byte[] to, int index, long eight) {
        WORD.set(to, index, eight);
    }

    /** Copies the word to the index. */
    static void copy(byte[] from, int fromIndex, byte[] to, int toIndex) {
        WORD.set(to, toIndex, (long) WORD.get(from, fromIndex));
    }
}
