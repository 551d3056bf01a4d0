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
    /** u and four digits. */
    private static final int LONGEST_ESCAPE = 5;

    private static final char REPLACEMENT = '\ufffd';

    private final byte[] bytes;
    private int at;
    private byte[] unescaped = new byte[64];

    public JsonScanner(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whether all was read. */
    public boolean isAtEnd() {
        return at == bytes.length;
    }

    /** Whether the character is the next one, which is then passed. */
    public boolean passes(char ascii) {
        if (at < bytes.length && bytes[at] == ascii) {
            at++;
            return true;
        }
        return false;
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

    /** A whole number of up to 18 digits. */
    public long number() {
        boolean negative = passes('-');
        long digits = digits(MOST_DIGITS);
        return negative ? -digits : digits;
    }

    /** Digits as JSON has them, without zeros before them. */
    private long digits(int most) {
        int first = at;
        long value = 0;
        while (at < bytes.length && isDigit(bytes[at])) {
            value = value * 10 + (bytes[at++] - '0');
        }
        int count = at - first;
        if (count == 0 || count > most || count > 1 && bytes[first] == '0') {
            throw Unusual.here();
        }
        return value;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** Text in quotes. */
    public String text() {
        expectQuote();
        int first = at;
        int end = first;
        while (end < bytes.length && bytes[end] != '"') {
            byte b = bytes[end];
            if (b == '\\') {
                return escaped(first, end);
            }
            if (b >= 0 && b < ' ') {
                throw Unusual.here();
            }
            end++;
        }
        at = end;
        expectQuote();
        return whole(bytes, first, end - first);
    }

    private void expectQuote() {
        if (!passes('"')) {
            throw Unusual.here();
        }
    }

    private static String whole(byte[] bytes, int first, int length) {
        String text = new String(bytes, first, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireGiven(bytes, first, first + length, text);
        }
        return text;
    }

    /** Bytes that are no UTF-8 become replacement characters: there must be no more of these than were written. */
    private static void requireGiven(byte[] bytes, int first, int end, String text) {
        long given = 0;
        for (int i = first; i + 2 < end; i++) {
            if (bytes[i] == (byte) 0xef && bytes[i + 1] == (byte) 0xbf && bytes[i + 2] == (byte) 0xbd) {
                given++;
            }
        }
        if (text.chars().filter(c -> c == REPLACEMENT).count() != given) {
            throw Unusual.here();
        }
    }

    /** @param end where the first backslash is */
    private String escaped(int first, int end) {
        int length = end - first;
        reserve(length + 64);
        System.arraycopy(bytes, first, unescaped, 0, length);
        int from = end;
        while (from < bytes.length && bytes[from] != '"') {
            byte b = bytes[from++];
            if (b == '\\') {
                if (bytes.length - from < LONGEST_ESCAPE) {
                    throw Unusual.here();
                }
                b = meant(bytes, from);
                from += bytes[from] == 'u' ? LONGEST_ESCAPE : 1;
            } else if (b >= 0 && b < ' ') {
                throw Unusual.here();
            }
            reserve(length + 1);
            unescaped[length++] = b;
        }
        at = from;
        expectQuote();
        return whole(unescaped, 0, length);
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

    private void reserve(int length) {
        if (length > unescaped.length) {
            unescaped = Arrays.copyOf(unescaped, Math.max(length, unescaped.length * 2));
        }
    }

    /** A decimal in quotes, with its scale, of up to 18 digits and without an exponent. */
    public BigDecimal decimal() {
        expectQuote();
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
        expectQuote();
        return BigDecimal.valueOf(negative ? -unscaled : unscaled, scale);
    }

    /** An ISO date of ten characters in quotes. */
    public LocalDate date() {
        expectQuote();
        if (bytes.length - at <= DATE_LENGTH || bytes[at + 4] != '-' || bytes[at + 7] != '-') {
            throw Unusual.here();
        }
        int year = twoDigits(at) * 100 + twoDigits(at + 2);
        int month = twoDigits(at + 5);
        int day = twoDigits(at + 8);
        at += DATE_LENGTH;
        expectQuote();
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
