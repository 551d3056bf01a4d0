package io.quadrille.events.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON in UTF-8, written value by value into one growing buffer; the writer says where brackets and commas stand. Made for
 * the inner loops: a chunk's records and a row's body. Escapes only what must be. Not thread safe.
 *
 * <pre>{@code json.raw("[").number(17).raw(",").text("Ann").raw("]")}</pre>
 */
public final class JsonBytes {
    /** A character of Java becomes at most a backslash, u and four digits. */
    private static final int MOST_BYTES_PER_CHAR = 6;

    private static final int LONGEST_LONG = 20;
    /** For which a call to copy it takes longer than copying it. */
    private static final int SHORT_TEXT = 32;

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    /** For each ASCII character 0 if it stands for itself, the letter after the backslash, or -1 if it is written as hex. */
    private static final byte[] ESCAPES = escapes();

    private static final long EIGHT_DIGITS = 100_000_000;
    /** Makes the last of eight digits count, whatever it is. */
    private static final long LAST_DIGIT = 1L << Long.SIZE - Byte.SIZE;

    private static final long ZEROS = EightBytes.each('0');
    private static final long QUOTES = EightBytes.each('"');

    private byte[] bytes;
    private int length;

    /** @param capacity how many bytes are expected */
    public JsonBytes(int capacity) {
        bytes = new byte[Math.max(64, capacity)];
    }

    private static byte[] escapes() {
        byte[] escapes = new byte[0x80];
        Arrays.fill(escapes, 0, ' ', (byte) -1);
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        escapes['\b'] = 'b';
        escapes['\t'] = 't';
        escapes['\n'] = 'n';
        escapes['\f'] = 'f';
        escapes['\r'] = 'r';
        return escapes;
    }

    /** Begins anew; the buffer stays. */
    public void clear() {
        length = 0;
    }

    /** Begins anew, with nothing of what was written left in the buffer. */
    public void erase() {
        Arrays.fill(bytes, (byte) 0); // behind its end, too: more may have been written there, or taken back
        length = 0;
    }

    /** Takes back what was written last. @param to an earlier {@link #length} */
    public void truncate(int to) {
        length = Math.min(length, to);
    }

    /** What was written, in an array of its own. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** What was written, and after it what was written into another, in an array of its own. */
    public byte[] toByteArrayWith(JsonBytes after) {
        byte[] both = new byte[Math.addExact(length, after.length)];
        System.arraycopy(
                after.bytes, 0, both, length, after.length); // first, as what is copied at once is not cleared before
        System.arraycopy(bytes, 0, both, 0, length);
        return both;
    }

    /** How much was written. */
    public int length() {
        return length;
    }

    /** The buffer itself, which is longer than what was written and changes when more is. */
    public byte[] bytes() {
        return bytes;
    }

    /** One ASCII character as it stands. */
    public JsonBytes raw(char c) {
        ensure(1);
        bytes[length++] = (byte) c;
        return this;
    }

    /** ASCII text as it stands, such as {@code null} or the digits of a number. */
    @SuppressWarnings("deprecation") // the low bytes of ASCII text are the text
    public JsonBytes raw(String ascii) {
        ensure(ascii.length());
        ascii.getBytes(0, ascii.length(), bytes, length);
        length += ascii.length();
        return this;
    }

    /** JSON as it stands: the bytes {@code [begin, end)}. */
    public JsonBytes raw(byte[] json, int begin, int end) {
        int count = end - begin;
        ensure(count);
        System.arraycopy(json, begin, bytes, length, count);
        length += count;
        return this;
    }

    /** Leaves room for bytes to be written later; what stands there until then is undefined. @return where it begins */
    public int leave(int count) {
        ensure(count);
        int begin = length;
        length += count;
        return begin;
    }

    public JsonBytes number(long value) {
        if (value >= 0 && value < 10) {
            return raw((char) ('0' + value));
        }
        if (value == Long.MIN_VALUE) {
            return raw("-9223372036854775808");
        }
        ensure(LONGEST_LONG + Long.BYTES);
        if (value < 0) {
            bytes[length++] = '-';
        }
        return positive(Math.abs(value));
    }

    private JsonBytes positive(long value) {
        long last = value;
        if (value >= EIGHT_DIGITS) {
            positive(value / EIGHT_DIGITS);
            last = value % EIGHT_DIGITS;
        }
        long digits = EightBytes.digitsOf(last);
        // Before the number, which has one digit at least; none before the last digits of a longer one.
        int zeros = value < EIGHT_DIGITS ? EightBytes.first(digits | LAST_DIGIT) : 0;
        EightBytes.put(bytes, length, digits + ZEROS >>> zeros * Byte.SIZE); // bytes too many are written over
        length += Long.BYTES - zeros;
        return this;
    }

    /** Digits of a number as they stand. @param eight begins with them @param count how many, up to eight */
    public JsonBytes digits(long eight, int count) {
        ensure(Long.BYTES);
        EightBytes.put(bytes, length, eight); // those too many are written over
        length += count;
        return this;
    }

    /** ASCII text without anything to escape, in quotes: a date, a decimal. */
    public JsonBytes plainText(String ascii) {
        return raw('"').raw(ascii).raw('"');
    }

    /**
     * Text in quotes.
     *
     * @throws HalfSurrogate if the text holds half of a surrogate pair; what was written is then of no use
     */
    public JsonBytes text(String text) {
        int count = text.length();
        ensure(count * MOST_BYTES_PER_CHAR + 2);
        byte[] into = bytes; // locals, which the loop keeps in registers
        int at = length;
        into[at++] = '"';
        int next = 0;
        // Most texts to their end: a loop that calls nothing has all it needs in registers.
        for (; next < count; next++) {
            char c = text.charAt(next);
            if (c < 0x80 && ESCAPES[c] == 0) {
                into[at++] = (byte) c;
            } else if (c >= 0x80 && c < 0x800) {
                into[at++] = (byte) (0xc0 | c >> 6);
                into[at++] = (byte) (0x80 | c & 0x3f);
            } else {
                break;
            }
        }
        at = next == count ? at : rest(text, next, at);
        into[at++] = '"';
        length = at;
        return this;
    }

    private int rest(String text, int first, int from) {
        byte[] into = bytes;
        int at = from;
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                if (ESCAPES[c] == 0) {
                    into[at++] = (byte) c;
                } else {
                    at = escape(c, at);
                }
            } else if (c < 0x800) {
                into[at++] = (byte) (0xc0 | c >> 6);
                into[at++] = (byte) (0x80 | c & 0x3f);
            } else if (!Character.isSurrogate(c)) {
                into[at++] = (byte) (0xe0 | c >> 12);
                into[at++] = (byte) (0x80 | c >> 6 & 0x3f);
                into[at++] = (byte) (0x80 | c & 0x3f);
            } else {
                at = pair(text, i++, at);
            }
        }
        return at;
    }

    /** Text in quotes. */
    public JsonBytes text(JsonText text) {
        return plainText(text.source(), text.begin(), text.begin() + text.length());
    }

    /** Text in quotes that is at hand as JSON has it: the bytes {@code [begin, end)}. */
    public JsonBytes plainText(byte[] from, int begin, int end) {
        int count = end - begin;
        ensure(count + 2 + Long.BYTES);
        byte[] into = bytes; // locals, which the loop keeps in registers
        int at = length;
        into[at++] = '"';
        if (count <= SHORT_TEXT && end <= from.length - Long.BYTES) {
            // Up to seven bytes too many, which are written over.
            for (int next = 0; next < count; next += Long.BYTES) {
                EightBytes.copy(from, begin + next, into, at + next);
            }
        } else {
            System.arraycopy(from, begin, into, at, count);
        }
        at += count;
        into[at++] = '"';
        length = at;
        return this;
    }

    /**
     * Text in quotes: the bytes up to the first of a kind, or up to one that JSON has an escape for. Whether they are UTF-8 is
     * not looked at.
     *
     * @param stops the kind, an ASCII character as {@link EightBytes#each} has it
     * @return the index of the byte after them, {@code limit} if none is of these kinds
     * @throws IllegalArgumentException if {@code begin} is beyond {@code limit}
     */
    public int textUntil(byte[] from, int begin, int limit, long stops) {
        if (begin > limit) {
            throw new IllegalArgumentException("text from " + begin + " to " + limit);
        }
        ensure(limit - begin + 2 + Long.BYTES);
        byte[] into = bytes; // locals, which the loop keeps in registers
        int at = length;
        into[at++] = '"';
        int next = begin;
        long marks = 0;
        while (next <= from.length - Long.BYTES && next < limit) {
            long eight = EightBytes.at(from, next);
            EightBytes.put(into, at, eight);
            marks = EightBytes.textEnds(eight, stops) | EightBytes.equal(eight, QUOTES);
            if (marks != 0) {
                next += EightBytes.first(marks);
                at += EightBytes.first(marks);
                break;
            }
            next += Long.BYTES;
            at += Long.BYTES;
        }
        if (next > limit) {
            at -= next - limit;
            next = limit;
        } else if (marks == 0) {
            byte stop = (byte) stops;
            while (next < limit && from[next] != stop && (from[next] < 0 || ESCAPES[from[next]] == 0)) {
                into[at++] = from[next++];
            }
        }
        into[at++] = '"';
        length = at;
        return next;
    }

    private int pair(String text, int first, int from) {
        int point = text.codePointAt(first);
        if (point < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
            throw new HalfSurrogate();
        }
        int at = from;
        bytes[at++] = (byte) (0xf0 | point >> 18);
        bytes[at++] = (byte) (0x80 | point >> 12 & 0x3f);
        bytes[at++] = (byte) (0x80 | point >> 6 & 0x3f);
        bytes[at++] = (byte) (0x80 | point & 0x3f);
        return at;
    }

    private int escape(char c, int from) {
        int at = from;
        bytes[at++] = '\\';
        if (ESCAPES[c] > 0) {
            bytes[at++] = ESCAPES[c];
            return at;
        }
        bytes[at++] = 'u';
        bytes[at++] = '0';
        bytes[at++] = '0';
        bytes[at++] = HEX[c >> 4];
        bytes[at++] = HEX[c & 15];
        return at;
    }

    private void ensure(int more) {
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length + (bytes.length >> 1), Math.addExact(length, more)));
        }
    }

    /** Text that UTF-8 cannot carry: a surrogate without its other half. */
    public static final class HalfSurrogate extends RuntimeException {
        private static final long serialVersionUID = 1;

        HalfSurrogate() {
            super("half of a surrogate pair, which UTF-8 cannot carry", null, false, false);
        }
    }
}
