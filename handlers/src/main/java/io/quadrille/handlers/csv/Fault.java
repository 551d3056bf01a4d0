package io.quadrille.handlers.csv;

/** What can be wrong with a single record; the names are the reject codes. */
enum Fault {
    /** A quoted field is not followed by delimiter, line end or end of source within the limit. */
    UNTERMINATED_QUOTE,
    /** The record is longer than the limit. */
    RECORD_TOO_LONG,
    /** The record's bytes are not text in the source's charset. */
    INVALID_ENCODING,
    TOO_FEW_COLUMNS,
    TOO_MANY_COLUMNS
}
