package io.quadrille.handlers.csv;

import io.quadrille.events.json.EightBytes;
import io.quadrille.events.json.JsonText;
import io.quadrille.events.json.KnownTexts;
import io.quadrille.events.json.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The cells of records of UTF-8 in which quotes, if any, only enclose cells: what is between the delimiters or the quotes, as
 * FastCSV has it too, but without characters in between. Not thread safe.
 */
final class PlainCells implements Cells {
    private static final int MOST_DIGITS = 18;
    private static final byte QUOTE = '"';
    private static final long QUOTES = EightBytes.each(QUOTE);
    private static final long BACKSLASHES = EightBytes.each('\\');

    private final byte[] bytes;
    private final byte delimiter;
    private final long delimiters;
    private final Utf8 utf8 = new Utf8();
    private int[] begins;
    private int[] ends;
    private boolean[] ascii;
    private boolean[] escapes;
    private @Nullable JsonText[] texts;
    private int count;

    PlainCells(byte[] bytes, SourceShape shape) {
        this.bytes = bytes;
        this.delimiter = (byte) shape.delimiter();
        this.delimiters = EightBytes.each(delimiter & 0xff);
        int columns = Math.max(shape.columns(), 16);
        this.begins = new int[columns];
        this.ends = new int[columns];
        this.ascii = new boolean[columns];
        this.escapes = new boolean[columns];
        this.texts = new JsonText[columns];
    }

    static boolean canRead(SourceShape shape) {
        return shape.charset().equals(StandardCharsets.UTF_8) && shape.delimiter() < 0x80;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public boolean isEmpty(int column) {
        return begins[column] == ends[column];
    }

    @Override
    public String text(int column) {
        int begin = begins[column];
        int end = ends[column];
        if (begin == end) {
            return "";
        }
        return ascii[column]
                ? new String(bytes, begin, end - begin, StandardCharsets.ISO_8859_1)
                : Objects.requireNonNull(utf8.find(bytes, begin, end), "looked at before it was read");
    }

    @Override
    public String text(int column, KnownTexts known) {
        String text = text(column);
        if (column < known.columns()) {
            known.source(column, bytes);
            known.set(0, column, text, begins[column], escapes[column] ? 0 : ends[column]);
        }
        return text;
    }

    @Override
    public @Nullable JsonText findJsonText(int column) {
        if (escapes[column]) {
            return null;
        }
        JsonText text = texts[column];
        if (text == null) {
            text = JsonText.in(bytes);
            texts[column] = text;
        }
        return text.move(begins[column], ends[column]);
    }

    @Override
    public long findNumber(int column) {
        int begin = begins[column];
        int end = ends[column];
        int at = begin < end && bytes[begin] == '-' ? begin + 1 : begin;
        if (at == end || end - at > MOST_DIGITS) {
            return NO_NUMBER;
        }
        boolean negative = at > begin;
        long value = 0;
        for (; at < end; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return NO_NUMBER;
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }

    /** Reads the record in the bytes {@code [begin, end)}, its line end included, which are UTF-8. */
    void read(int begin, int end) {
        int limit = end;
        while (limit > begin && (bytes[limit - 1] == '\n' || bytes[limit - 1] == '\r')) {
            limit--;
        }
        count = 0;
        int from = begin;
        while (true) {
            boolean quoted = from < limit && bytes[from] == QUOTE;
            int first = quoted ? from + 1 : from;
            int to = quoted ? endOfCell(first, limit, QUOTE, QUOTES) : endOfCell(first, limit, delimiter, delimiters);
            begins[count] = first;
            ends[count++] = to;
            int after = quoted ? to + 1 : to;
            if (after >= limit) {
                return;
            }
            from = after + 1;
            if (count == ends.length) {
                grow();
            }
        }
    }

    private void grow() {
        begins = Arrays.copyOf(begins, count * 2);
        ends = Arrays.copyOf(ends, count * 2);
        ascii = Arrays.copyOf(ascii, count * 2);
        escapes = Arrays.copyOf(escapes, count * 2);
        texts = Arrays.copyOf(texts, count * 2);
    }

    /** Where the first such byte from there on stands, or the limit; notes of the cell before it what there is in it. */
    private int endOfCell(int from, int limit, byte wanted, long eightWanted) {
        long high = 0; // the highest bits of the cell's bytes: whether any is not ASCII
        long escaped = 0; // the highest bits of bytes that JSON has escapes for
        long found = 0;
        int to = from;
        while (to <= limit - Long.BYTES) {
            long eight = EightBytes.at(bytes, to);
            long marks = EightBytes.textEnds(eight, BACKSLASHES);
            found = EightBytes.equal(eight, eightWanted);
            if (found != 0) {
                long before = EightBytes.before(found);
                high |= eight & before;
                escaped |= marks & before;
                to += EightBytes.first(found);
                break;
            }
            high |= eight;
            escaped |= marks;
            to += Long.BYTES;
        }
        if (found == 0) {
            while (to < limit && bytes[to] != wanted) {
                byte b = bytes[to++];
                high |= b & 0x80;
                escaped |= b == '\\' || b >= 0 && b < ' ' ? 1 : 0;
            }
        }
        ascii[count] = (high & EightBytes.MARKS) == 0;
        escapes[count] = escaped != 0;
        return to;
    }
}
