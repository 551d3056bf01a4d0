package io.quadrille.events.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * JSON in the one form that {@link JsonBytes} writes it, read value by value without objects of its own. It knows no white
 * space, no exponents and few escapes: at anything it does not know it gives up with {@link Unusual}, and the caller
 * reads all of it again with a parser, which then also says what is wrong. Not thread safe.
 */
public final class JsonScanner {
    private static final int MOST_DIGITS = 18;
    private static final int DATE_LENGTH = "2026-11-01".length();
    /** After a backslash: u and four digits. As many bytes are looked for without a look at the end. */
    static final int LONGEST_ESCAPE = 5;

    private static final long QUOTES = EightBytes.each('"');

    private final byte[] bytes;
    private final Utf8 utf8 = new Utf8();
    private int at;
    private int textBegin;
    private int textEnd;
    private boolean textIsAscii;
    private byte[] unescaped = new byte[64];

    public JsonScanner(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whether all was read. */
    public boolean isAtEnd() {
        return at == bytes.length;
    }

    /** The index of the next byte. */
    public int position() {
        return at;
    }

    /** Whether the character is the next one, which is then passed. */
    public boolean passes(char ascii) {
        if (at < bytes.length && bytes[at] == ascii) {
            at++;
            return true;
        }
        return false;
    }

    /** Passes this very character. @throws Unusual if another one follows */
    public void expect(char ascii) {
        if (!passes(ascii)) {
            throw Unusual.here();
        }
    }

    /** Passes this very ASCII text. @throws Unusual if another one follows */
    public void expect(String ascii) {
        if (!passes(ascii)) {
            throw Unusual.here();
        }
    }

    /** Whether the ASCII text is the next one, which is then passed. */
    public boolean passes(String ascii) {
        int length = ascii.length();
        if (length > bytes.length - at) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[at + i] != ascii.charAt(i)) {
                return false;
            }
        }
        at += length;
        return true;
    }

    /** A whole number of up to 18 digits, in the one form that is its own: without zeros before it, and no {@code -0}. */
    public long number() {
        boolean negative = passes('-');
        byte[] from = bytes; // locals, which the loop keeps in registers
        int first = at;
        int end = first;
        long value = 0;
        if (first <= from.length - Long.BYTES) {
            long eight = EightBytes.at(from, first);
            int digits = EightBytes.digits(eight);
            value = EightBytes.number(eight, digits);
            end += digits;
        }
        while (end < from.length && isDigit(from[end])) {
            value = value * 10 + (from[end++] - '0');
        }
        int count = end - first;
        if (count == 0 || count > MOST_DIGITS || from[first] == '0' && (count > 1 || negative)) {
            throw Unusual.here();
        }
        at = end;
        return negative ? -value : value;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** Text in quotes. */
    public String text() {
        findTextEnd();
        if (bytes[textEnd] == '\\') {
            return escaped(textBegin, textEnd);
        }
        return textIsAscii
                ? new String(bytes, textBegin, textEnd - textBegin, StandardCharsets.ISO_8859_1)
                : whole(bytes, textBegin, textEnd);
    }

    /**
     * Passes text in quotes; where it stands is said by {@link #textBegin} and {@link #textEnd}. Whether it is UTF-8 is not
     * looked at.
     *
     * @return whether nothing in it is escaped
     */
    public boolean passText() {
        findTextEnd();
        if (bytes[textEnd] == '\\') {
            escaped(textBegin, textEnd);
            return false;
        }
        return true;
    }

    /** Passes a text and its quotes, or all before the first backslash in it, where its end is said to be. */
    private void findTextEnd() {
        expect('"');
        byte[] from = bytes; // locals, which the loop keeps in registers
        int first = at;
        int end = first;
        long marks = 0;
        long high = 0; // the highest bits of all bytes: whether any is not ASCII
        while (end <= from.length - Long.BYTES) {
            long eight = EightBytes.at(from, end);
            marks = EightBytes.textEnds(eight, QUOTES);
            if (marks != 0) {
                high |= eight & EightBytes.before(marks);
                end += EightBytes.first(marks);
                break;
            }
            high |= eight;
            end += Long.BYTES;
        }
        boolean ascii = (high & EightBytes.MARKS) == 0;
        if (marks == 0) {
            while (end < from.length && from[end] != '"' && from[end] != '\\' && (from[end] < 0 || from[end] >= ' ')) {
                ascii &= from[end++] >= 0;
            }
        }
        if (end == from.length || from[end] != '"' && from[end] != '\\') {
            throw Unusual.here();
        }
        textBegin = first;
        textEnd = end;
        textIsAscii = ascii;
        at = end + 1;
    }

    private String whole(byte[] from, int first, int end) {
        String text = utf8.find(from, first, end);
        if (text == null) {
            throw Unusual.here();
        }
        return text;
    }

    /** Whether the text that was read or passed last is of ASCII; if it has escapes, what is before the first. */
    public boolean isTextAscii() {
        return textIsAscii;
    }

    /** Where the text that was read last begins in the bytes, after its quote. */
    public int textBegin() {
        return textBegin;
    }

    /** Where it ends, before its quote. What is between may have escapes. */
    public int textEnd() {
        return textEnd;
    }

    /** @param end where the first backslash is */
    private String escaped(int first, int end) {
        byte[] from = bytes; // locals, which the loop keeps in registers
        byte[] into = unescaped;
        int length = end - first;
        int next = end;
        while (next < from.length && from[next] != '"') {
            byte b = from[next++];
            if (b == '\\') {
                if (from.length - next < LONGEST_ESCAPE) {
                    throw Unusual.here();
                }
                b = meant(from, next);
                next += from[next] == 'u' ? LONGEST_ESCAPE : 1;
            } else if (b >= 0 && b < ' ') {
                throw Unusual.here();
            }
            if (length >= into.length) {
                into = Arrays.copyOf(into, length * 2);
            }
            into[length++] = b;
        }
        System.arraycopy(from, first, into, 0, end - first);
        unescaped = into;
        at = next;
        expect('"');
        textBegin = first;
        textEnd = next;
        return whole(into, 0, length);
    }

    /** The ASCII character that an escape stands for. */
    private static byte meant(byte[] bytes, int at) {
        return switch (bytes[at]) {
            case '"', '\\', '/' -> bytes[at];
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> byNumber(bytes, at + 1);
            default -> throw Unusual.here();
        };
    }

    private static byte byNumber(byte[] bytes, int at) {
        int high = bytes[at + 2] - '0';
        int low = Character.digit(bytes[at + 3], 16);
        if (bytes[at] != '0' || bytes[at + 1] != '0' || high < 0 || high > 7 || low < 0) {
            throw Unusual.here();
        }
        return (byte) (high << 4 | low);
    }

    /** A decimal in quotes, with its scale, of up to 18 digits and without an exponent. */
    public BigDecimal decimal() {
        expect('"');
        boolean negative = passes('-');
        long unscaled = 0;
        int first = at;
        int point = -1;
        for (; at < bytes.length && bytes[at] != '"'; at++) {
            byte b = bytes[at];
            if (isDigit(b)) {
                unscaled = unscaled * 10 + (b - '0');
            } else if (b == '.' && point < 0) {
                point = at;
            } else {
                throw Unusual.here();
            }
        }
        int digits = at - first - (point < 0 ? 0 : 1);
        if (digits == 0 || digits > MOST_DIGITS) {
            throw Unusual.here();
        }
        int scale = point < 0 ? 0 : at - point - 1;
        expect('"');
        return BigDecimal.valueOf(negative ? -unscaled : unscaled, scale);
    }

    /** An ISO date of ten characters in quotes. */
    public LocalDate date() {
        expect('"');
        if (bytes.length - at <= DATE_LENGTH || bytes[at + 4] != '-' || bytes[at + 7] != '-') {
            throw Unusual.here();
        }
        int year = twoDigits(at) * 100 + twoDigits(at + 2);
        int month = twoDigits(at + 5);
        int day = twoDigits(at + 8);
        at += DATE_LENGTH;
        expect('"');
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            throw Unusual.here();
        }
    }

    private int twoDigits(int from) {
        if (!isDigit(bytes[from]) || !isDigit(bytes[from + 1])) {
            throw Unusual.here();
        }
        return (bytes[from] - '0') * 10 + (bytes[from + 1] - '0');
    }

    /** What follows is not of the form that is known here; it may be JSON all the same. */
    public static final class Unusual extends RuntimeException {
        private static final long serialVersionUID = 1;
        private static final Unusual HERE = new Unusual();

        private Unusual() {
            super("another form", null, false, false);
        }

        /** Always the same one: it has no stack, and is caught at once. */
        public static Unusual here() {
            return HERE;
        }
    }
}
