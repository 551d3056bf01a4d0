package io.quadrille.events.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Short texts out of UTF-8, of which no byte is silently replaced. Not thread safe. */
public final class Utf8 {
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

    /** Whether the bytes {@code [from, to)} are UTF-8. */
    public static boolean isValid(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int first = bytes[at];
            if (first >= 0) {
                at += at <= to - Long.BYTES ? EightBytes.first(EightBytes.at(bytes, at) & EightBytes.MARKS) : 1;
            } else if ((first & 0xe0) == 0xc0 && (first & 0x1e) != 0 && isNext(bytes, at + 1, to)) {
                at += 2;
            } else if ((first & 0xf0) == 0xe0 && isNext(bytes, at + 1, to) && isNext(bytes, at + 2, to)) {
                int c = (first & 0xf) << 12 | (bytes[at + 1] & 0x3f) << 6;
                if (c < 0x800 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                    return false;
                }
                at += 3;
            } else {
                return decoded(bytes, from, to) != null;
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
