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
    /** The lead of three bytes where two might be enough. */
    private static final long LOWEST_OF_THREE = EightBytes.each(0xe0);
    /** The lead of surrogates, among others. */
    private static final long SURROGATES = EightBytes.each(0xed);

    private char[] chars = new char[64];

    /** The text of the bytes {@code [from, to)}; null if they are not UTF-8. */
    public @Nullable String find(byte[] bytes, int from, int to) {
        if (to - from > chars.length) {
            chars = new char[(to - from) * 2];
        }
        char[] into = chars; // a local, which the loop keeps in a register
        int count = 0;
        int at = from;
        while (at < to) {
            int first = bytes[at];
            if (first >= 0) {
                into[count++] = (char) first;
                at++;
            } else if ((first & 0xe0) == 0xc0 && (first & 0x1e) != 0 && isNext(bytes, at + 1, to)) {
                into[count++] = (char) ((first & 0x1f) << 6 | bytes[at + 1] & 0x3f);
                at += 2;
            } else if ((first & 0xf0) == 0xe0 && isNext(bytes, at + 1, to) && isNext(bytes, at + 2, to)) {
                char c = (char) ((first & 0xf) << 12 | (bytes[at + 1] & 0x3f) << 6 | bytes[at + 2] & 0x3f);
                if (c < 0x800 || Character.isSurrogate(c)) {
                    return null;
                }
                into[count++] = c;
                at += 3;
            } else {
                return decoded(bytes, from, to);
            }
        }
        return new String(into, 0, count);
    }

    /** Whether the bytes {@code [from, to)} are UTF-8. Told eight at a time, without a branch for each character. */
    public static boolean isValid(byte[] bytes, int from, int to) {
        long wrong = 0; // marks of bytes that continue nothing, or that should continue what is before
        long due = 0; // marks of the next eight's bytes that have to continue what is before
        int at = from;
        while (at < to) {
            long eight = at <= to - Long.BYTES ? EightBytes.at(bytes, at) : last(bytes, at, to);
            long high = eight & EightBytes.MARKS;
            long leads = high & eight << 1;
            long ofThree = leads & eight << 2;
            long expected = due | leads << 8;
            due = leads >>> 56;
            long tooShort = EightBytes.equal(eight & ALL_BUT_LOWEST, TOO_SHORT);
            if ((ofThree | tooShort) != 0) {
                long ofFour = ofThree & eight << 3;
                expected |= ofThree << 16 | ofFour << 24;
                due |= ofThree >>> 48 | ofFour >>> 40;
                long bounds = ofFour
                        | tooShort
                        | EightBytes.equal(eight, LOWEST_OF_THREE)
                        | EightBytes.equal(eight, SURROGATES);
                if (bounds != 0 && !isWithinBounds(bytes, at, to)) {
                    return false;
                }
            }
            wrong |= high ^ leads ^ expected;
            at += Long.BYTES;
        }
        return (wrong | due) == 0;
    }

    /** Fewer than eight, zeros after them. */
    private static long last(byte[] bytes, int at, int to) {
        if (to >= Long.BYTES) {
            return EightBytes.at(bytes, to - Long.BYTES) >>> (Long.BYTES - (to - at)) * Byte.SIZE;
        }
        long eight = 0;
        for (int i = to - 1; i >= at; i--) {
            eight = eight << Byte.SIZE | bytes[i] & 0xff;
        }
        return eight;
    }

    /** Whether none of the next eight begins a code point in more bytes than it needs, a surrogate or one beyond the last. */
    private static boolean isWithinBounds(byte[] bytes, int at, int to) {
        for (int i = at; i < Math.min(at + Long.BYTES, to); i++) {
            int first = bytes[i] & 0xff;
            int second = i + 1 < to ? bytes[i + 1] & 0xff : 0;
            boolean within =
                    switch (first) {
                        case 0xe0 -> second >= 0xa0;
                        case 0xed -> second < 0xa0;
                        case 0xf0 -> second >= 0x90;
                        case 0xf4 -> second < 0x90;
                        default -> first != 0xc0 && first != 0xc1 && first < 0xf5;
                    };
            if (!within) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNext(byte[] bytes, int at, int to) {
        return at < to && (bytes[at] & 0xc0) == 0x80;
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
