package io.quadrille.testdata;

import java.nio.charset.StandardCharsets;

/** The dirt that can befall a record of any pipeline. */
final class Spoiler {

    private static final byte[] FILLER = "abcdefghij".getBytes(StandardCharsets.US_ASCII);
    private static final int OVER_ONE_MEBIBYTE = (1 << 20) + 4096;
    private static final byte[][] NOT_UTF8 = {
        {(byte) 0xff},
        {(byte) 0xfe, (byte) 0xfe},
        {(byte) 0x80},
        {(byte) 0xc3},
        {(byte) 0xe2, (byte) 0x82},
        {(byte) 0xc0, (byte) 0xaf},
        {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
        {(byte) 0xf5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
        {(byte) 0xf0, (byte) 0x9f, (byte) 0x98}
    };
    private static final String[] NO_NUMBERS = {"12x", "x12", "12-34", "twelve", "1O0", "--5", "n/a"};
    private static final String[] OUT_OF_RANGE = {
        "99999999999999999999", "-99999999999999999999", "9223372036854775808", "-9223372036854775809"
    };

    private final int keyColumn;
    private final int textColumn;

    /**
     * Dirt for one pipeline's records.
     *
     * @param textColumn a column of free text that carries the bytes which break a record
     */
    Spoiler(int keyColumn, int textColumn) {
        this.keyColumn = keyColumn;
        this.textColumn = textColumn;
    }

    void spoil(RecordDraft draft, DirtKind kind, Draw draw) {
        switch (kind) {
            case TOO_FEW_COLUMNS -> draft.keep(1 + draw.below(draft.columns() - 1));
            case TOO_MANY_COLUMNS -> addColumns(draft, 1 + draw.below(2));
            case MISSING_KEY -> emptyKey(draft, draw.once(4));
            case NOT_A_NUMBER -> draft.replace(keyColumn).add(draw.among(NO_NUMBERS));
            case OUT_OF_RANGE -> draft.replace(keyColumn).add(draw.among(OUT_OF_RANGE));
            case INVALID_ENCODING ->
                draft.replace(textColumn).add("Rue ").add(draw.among(NOT_UTF8)).add(" 7");
            case UNTERMINATED_QUOTE -> breakQuote(draft, draw);
            case RECORD_TOO_LONG -> draft.replace(textColumn).repeat(FILLER, OVER_ONE_MEBIBYTE / FILLER.length);
            default -> throw new IllegalArgumentException(kind + " is not dirt of any pipeline");
        }
    }

    private static void addColumns(RecordDraft draft, int count) {
        for (int i = 0; i < count; i++) {
            draft.extra().add("extra").number(i + 1L);
        }
    }

    private void emptyKey(RecordDraft draft, boolean quoted) {
        draft.replace(keyColumn);
        if (quoted) {
            draft.quote(keyColumn);
        }
    }

    private void breakQuote(RecordDraft draft, Draw draw) {
        Utf8Text cell = draft.replace(textColumn);
        draft.raw(textColumn);
        if (draw.once(2)) {
            cell.add("\"abc\"def");
        } else {
            cell.add("\"never closed");
            draft.leaveQuoteOpen();
        }
    }
}
