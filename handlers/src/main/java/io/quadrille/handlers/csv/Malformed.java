package io.quadrille.handlers.csv;

/** The finding that a record cannot be read, and why; its message shows lengths and counts, never a
 * value, and leaves the place to the one who tells it. */
record Malformed(Fault fault, String message) {

    /** A record without bounds: only its opening line is rejected. */
    static Malformed uncut(Fault fault, long lineBytes, int maxRecordBytes) {
        return new Malformed(
                fault,
                fault == Fault.RECORD_TOO_LONG
                        ? "the record is longer than " + maxRecordBytes + " bytes (its first line has " + lineBytes
                                + "); shorten it, or give a pipeline of your own another limit with csv().maxRecordBytes(…). Reading resumes on the next line."
                        : "a quoted field is not closed by a quote before a delimiter, line end or end of file within "
                                + maxRecordBytes + " bytes; close it, and double the quotes inside of it. This line of "
                                + lineBytes + " bytes is rejected, reading resumes on the next.");
    }

    static Malformed undecodable(SourceShape shape, int bytes) {
        return new Malformed(
                Fault.INVALID_ENCODING,
                "the record's " + bytes + " bytes are not valid " + shape.charset()
                        + "; mend them, or convert the file. A pipeline of your own names another charset with csv().charset(…).");
    }

    static Malformed miscounted(SourceShape shape, int columns) {
        return new Malformed(
                columns < shape.columns() ? Fault.TOO_FEW_COLUMNS : Fault.TOO_MANY_COLUMNS,
                columns + (columns == 1 ? " column" : " columns") + ", the header has " + shape.columns());
    }
}
