package io.quadrille.events.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** UTF-8, of which no byte is silently replaced. Not thread safe. */
public final class Utf8 {
    /** Leads of two bytes where one is enough, but for their lowest bit. */
    private static final long TOO_SHORT = EightBytes.each(0xc0);

    private static final long ALL_BUT_LOWEST = EightBytes.each(0xfe);
    /** The lead of three bytes where two might be enough; below, the same of four, and the last lead of four. */
    private static final long FIRST_OF_THREE = EightBytes.each(0xe0);
    /** The lead of surrogates, among others. */
    private static final long SURROGATES = EightBytes.each(0xed);

    private static final long FIRST_OF_FOUR = EightBytes.each(0xf0);
    private static final long LAST_OF_FOUR = EightBytes.each(0xf4);

    /** The leads of two bytes; a byte beyond ASCII is a number below zero. */
    private static final byte FIRST_OF_TWO = (byte) 0xc2;

    private static final byte LAST_OF_TWO = (byte) 0xdf;
    /** Of the bytes that may follow a lead, which are the lowest numbers. */
    private static final byte LAST_NEXT = (byte) 0xbf;

    private char[] chars = new char[64];

    /** The text of the bytes {@code [from, to)}; null if they are not UTF-8. */
    public @Nullable String find(byte[] bytes, int from, int to) {
        if (to - from > chars.length) {
            chars = new char[(to - from) * 2];
        }
        char[] into = chars; // a local, which the loop keeps in a register
        int count = 0;
        int at = from;
        // Most texts to their end: a loop that calls nothing has all it needs in registers.
        while (at < to - 1) {
            int first = bytes[at];
            if (first >= 0) {
                into[count++] = (char) first;
                at++;
            } else if (first >= FIRST_OF_TWO && first <= LAST_OF_TWO && bytes[at + 1] <= LAST_NEXT) {
                into[count++] = (char) ((first & 0x1f) << 6 | bytes[at + 1] & 0x3f);
                at += 2;
            } else {
                break;
            }
        }
        if (at == to - 1 && bytes[at] >= 0) {
            into[count++] = (char) bytes[at++];
        }
        return at == to ? new String(into, 0, count) : findRest(bytes, from, to, at, count);
    }

    /** As {@link #find}. @param next the first byte that was not read yet @param count the characters read before it */
    private @Nullable String findRest(byte[] bytes, int from, int to, int next, int count) {
        char[] into = chars;
        int length = count;
        int at = next;
        while (at < to) {
            int first = bytes[at];
            if (first >= 0) {
                into[length++] = (char) first;
                at++;
            } else if (first >= FIRST_OF_TWO && first <= LAST_OF_TWO && isNext(bytes, at + 1, to)) {
                into[length++] = (char) ((first & 0x1f) << 6 | bytes[at + 1] & 0x3f);
                at += 2;
            } else if ((first & 0xf0) == 0xe0 && isNext(bytes, at + 1, to) && isNext(bytes, at + 2, to)) {
                char c = (char) ((first & 0xf) << 12 | (bytes[at + 1] & 0x3f) << 6 | bytes[at + 2] & 0x3f);
                if (c < 0x800 || Character.isSurrogate(c)) {
                    return null;
                }
                into[length++] = c;
                at += 3;
            } else {
                return decoded(bytes, from, to);
            }
        }
        return new String(into, 0, length);
    }

    /** Whether the bytes {@code [from, to)} are UTF-8. Told eight at a time, without a branch for each character. */
    public static boolean isValid(byte[] bytes, int from, int to) {
        long wrong = 0; // marks of bytes that do not stand where or as they should
        long due = 0; // marks of the next eight's bytes that have to continue what is before
        int at = from;
        while (at < to - Long.BYTES) { // one byte more, which may continue the last of them
            long eight = EightBytes.at(bytes, at);
            long high = eight & EightBytes.MARKS;
            long leads = high & eight << 1;
            long ofThree = leads & eight << 2;
            long expected = due | leads << 8;
            due = leads >>> 56;
            if (ofThree != 0) {
                long ofFour = ofThree & eight << 3;
                expected |= ofThree << 16 | ofFour << 24;
                due |= ofThree >>> 48 | ofFour >>> 40;
                wrong |= outOfBounds(eight, EightBytes.at(bytes, at + 1), ofFour);
            }
            wrong |= high ^ leads ^ expected | EightBytes.equal(eight & ALL_BUT_LOWEST, TOO_SHORT);
            at += Long.BYTES;
        }
        return wrong == 0 && isValidOneByOne(bytes, due == 0 ? at : leadBefore(bytes, at), to);
    }

    /**
     * Marks of leads beyond the last one, and of those whose second byte makes a code point that fewer bytes are enough for, a
     * surrogate, or one beyond the last. A carry makes no mark but beside another that is right, of a lead after a lead.
     *
     * @param next the bytes after each of the eight
     */
    private static long outOfBounds(long eight, long next, long ofFour) {
        long from0xa0 = next << 2;
        long from0x90 = from0xa0 | next << 3;
        return EightBytes.equal(eight, FIRST_OF_THREE) & ~from0xa0
                | EightBytes.equal(eight, SURROGATES) & from0xa0
                | EightBytes.equal(eight, FIRST_OF_FOUR) & ~from0x90
                | EightBytes.equal(eight, LAST_OF_FOUR) & from0x90
                | ofFour & (eight << 4 | eight << 5 & (eight << 6 | eight << 7));
    }

    /** Where the code point begins that goes on at the index; one does. */
    private static int leadBefore(byte[] bytes, int index) {
        int lead = index - 1;
        while (bytes[lead] <= LAST_NEXT) {
            lead--;
        }
        return lead;
    }

    private static boolean isValidOneByOne(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int first = bytes[at] & 0xff;
            int second = at + 1 < to ? bytes[at + 1] & 0xff : 0;
            boolean within =
                    switch (first) {
                        case 0xe0 -> second >= 0xa0;
                        case 0xed -> second < 0xa0;
                        case 0xf0 -> second >= 0x90;
                        case 0xf4 -> second < 0x90;
                        default -> first < 0x80 || first >= 0xc2 && first < 0xf5;
                    };
            int length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
            for (int i = 1; i < length; i++) {
                within &= isNext(bytes, at + i, to);
            }
            if (!within) {
                return false;
            }
            at += length;
        }
        return true;
    }

    private static boolean isNext(byte[] bytes, int at, int to) {
        return at < to && bytes[at] <= LAST_NEXT;
    }

    /** With code points beyond 16 bits, or not UTF-8. */
    private static @Nullable String decoded(byte[] bytes, int from, int to) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
