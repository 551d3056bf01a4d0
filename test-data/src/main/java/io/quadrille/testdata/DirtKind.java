package io.quadrille.testdata;

/** One way to spoil a record; its name is the code of the reject that must follow. */
public enum DirtKind {
    TOO_FEW_COLUMNS(Scale.ORDINARY),
    TOO_MANY_COLUMNS(Scale.ORDINARY),
    NOT_A_NUMBER(Scale.ORDINARY),
    OUT_OF_RANGE(Scale.ORDINARY),
    MISSING_KEY(Scale.ORDINARY),
    UNKNOWN_VALUE(Scale.ORDINARY),
    /** Bytes that are not UTF-8; generated in UTF-8 files only. */
    INVALID_ENCODING(Scale.ORDINARY),
    /** A closing quote followed by text, or no closing quote at all; always a record on one physical line. */
    UNTERMINATED_QUOTE(Scale.ORDINARY),
    /** An unquoted record on one line, longer than 1 MiB. */
    RECORD_TOO_LONG(Scale.GIANT),
    KEY_TOO_LONG(Scale.ORDINARY),
    /** A record within 1 MiB whose row is over 400 KB. */
    ITEM_TOO_LARGE(Scale.GIANT),
    BAD_LINES(Scale.ORDINARY);

    /** The most records of one giant kind in a file. */
    static final int GIANTS = 2;
    /** Files with fewer records contain giants only where their kind was named. */
    static final int RECORDS_FOR_GIANTS = 1_000;

    private enum Scale {
        ORDINARY,
        GIANT
    }

    private final Scale scale;

    DirtKind(Scale scale) {
        this.scale = scale;
    }

    /** Whether one such record takes hundreds of kilobytes, so that a file has at most two of them. */
    public boolean isGiant() {
        return scale == Scale.GIANT;
    }

    /** Whether the reader skips to the next physical line, so that the record must not have a second one. */
    boolean needsOneLine() {
        return this == UNTERMINATED_QUOTE || this == RECORD_TOO_LONG;
    }
}
