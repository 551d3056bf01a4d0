package io.quadrille.handlers.extract;

import io.quadrille.events.json.EightBytes;
import io.quadrille.events.json.JsonBytes;
import io.quadrille.events.records.Field;
import io.quadrille.events.records.FieldKind;
import io.quadrille.events.records.Integers;
import io.quadrille.events.records.RecordEncoder;
import io.quadrille.handlers.csv.Cells;
import io.quadrille.handlers.csv.RecordVisitor;
import java.util.Arrays;

/**
 * Copies records into the payload whose cells stand in the file as they will in JSON, without telling the cells apart first. All
 * others, and whatever is to be rejected, are left to the binder, which makes the same of any record. One per chunk; not thread
 * safe.
 */
final class RecordCopier<O> implements RecordVisitor {
    private static final byte QUOTE = '"';
    private static final long QUOTES = EightBytes.each(QUOTE);
    private static final int LEFT = -1;

    private final RecordBinder<O> binder;
    private final RecordEncoder<O> encoder;
    private final Field[] fields;
    /** For each column of the file the index of its field; -1 where no field is read from it. */
    private final int[] fieldOf;

    private final byte delimiter;
    private final long delimiters;

    private RecordCopier(RecordBinder<O> binder, RecordEncoder<O> encoder, int[] fieldOf, char delimiter) {
        this.binder = binder;
        this.encoder = encoder;
        this.fields = binder.layout().fields().toArray(Field[]::new);
        this.fieldOf = fieldOf;
        this.delimiter = (byte) delimiter;
        this.delimiters = EightBytes.each(delimiter);
    }

    /**
     * The binder, with a copier before it if records can be copied: if they are bare, of texts and whole numbers alone, and their
     * columns stand in the order of their fields; no digit may delimit them.
     *
     * @param encoder the one that the binder adds records to
     * @param columns how many the file has
     */
    static <O> RecordVisitor before(RecordBinder<O> binder, RecordEncoder<O> encoder, int columns, char delimiter) {
        int[] columnOf = binder.header().columns();
        int[] fieldOf = new int[columns];
        Arrays.fill(fieldOf, -1);
        boolean copies = binder.layout().isBare() && delimiter < 0x80 && !Character.isDigit(delimiter);
        for (int i = 0; i < columnOf.length && copies; i++) {
            FieldKind kind = binder.layout().fields().get(i).kind();
            copies = columnOf[i] > (i == 0 ? -1 : columnOf[i - 1])
                    && (kind == FieldKind.STRING || kind == FieldKind.INTEGER);
            if (copies) {
                fieldOf[columnOf[i]] = i;
            }
        }
        return copies ? new RecordCopier<>(binder, encoder, fieldOf, delimiter) : binder;
    }

    @Override
    public boolean takes(long line, long bytePosition, byte[] utf8, int begin, int end) {
        encoder.begin(line, bytePosition, 0);
        if (copies(utf8, begin, end)) {
            encoder.end();
            return true;
        }
        encoder.takeBack();
        return false;
    }

    private boolean copies(byte[] utf8, int begin, int end) {
        int limit = end;
        while (limit > begin && (utf8[limit - 1] == '\n' || utf8[limit - 1] == '\r')) {
            limit--;
        }
        int at = begin;
        for (int column = 0; column < fieldOf.length; column++) {
            if (column > 0 && at++ == limit) {
                return false; // fewer cells than columns
            }
            at = fieldOf[column] < 0 ? pass(utf8, at, limit) : copy(utf8, at, limit, fieldOf[column]);
            if (at == LEFT || at < limit && utf8[at] != delimiter) {
                return false;
            }
        }
        return at == limit;
    }

    /** Copies a cell. @return its end, {@link #LEFT} if it cannot be copied */
    private int copy(byte[] utf8, int at, int limit, int field) {
        JsonBytes json = encoder.next(field);
        if (fields[field].kind() == FieldKind.INTEGER) {
            return copyNumber(utf8, at, limit, fields[field], json);
        }
        boolean quoted = at < limit && utf8[at] == QUOTE;
        int begin = quoted ? at + 1 : at;
        if (begin == limit || utf8[begin] == (quoted ? QUOTE : delimiter)) {
            json.raw(fields[field].optional() ? "null" : "\"\"");
            return binder.isKeyed(field) ? LEFT : quoted ? closed(utf8, begin, limit) : begin;
        }
        int end = json.textUntil(utf8, begin, limit, quoted ? QUOTES : delimiters);
        return quoted ? closed(utf8, end, limit) : end;
    }

    /** The end of a cell in quotes whose text ends there: before the quote, or else before a byte that is not copied. */
    private static int closed(byte[] utf8, int at, int limit) {
        return at < limit && utf8[at] == QUOTE ? at + 1 : LEFT;
    }

    /** Of up to seven digits, as most are; others are left to the binder. */
    private static int copyNumber(byte[] utf8, int at, int limit, Field field, JsonBytes json) {
        if (at >= limit || at > utf8.length - Long.BYTES) {
            return LEFT;
        }
        long eight = EightBytes.at(utf8, at);
        int digits = EightBytes.digits(eight);
        boolean within = digits <= limit - at; // behind the record may stand what an earlier one left
        boolean plain = within && digits > 0 && digits < Long.BYTES && (digits == 1 || utf8[at] != '0');
        if (!plain || !Integers.fits(EightBytes.number(eight, digits), field.type())) {
            return LEFT;
        }
        json.digits(eight, digits);
        return at + digits;
    }

    /** The end of a cell that no field is read from; one in quotes is left to the binder. */
    private int pass(byte[] utf8, int at, int limit) {
        int end = at;
        while (end < limit && utf8[end] != delimiter) {
            if (utf8[end] == QUOTE) {
                return LEFT;
            }
            end++;
        }
        return end;
    }

    @Override
    public void record(long line, long bytePosition, Cells cells) {
        binder.record(line, bytePosition, cells);
    }

    @Override
    public void malformed(long line, long bytePosition, String code, String message) {
        binder.malformed(line, bytePosition, code, message);
    }
}
