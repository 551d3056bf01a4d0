package io.quadrille.handlers.csv;

/** A reader of a chunk's records, called once per record in file order. */
public interface RecordVisitor {

    /**
     * A record by its bytes, before its cells are told apart: of UTF-8, in which quotes, if any, only enclose
     * cells. It has not been looked at how many cells it has.
     *
     * @param end after its line end
     * @return whether it was taken; if not, it comes as {@link #record} or {@link #malformed}
     */
    default boolean takes(long line, long bytePosition, byte[] utf8, int begin, int end) {
        return false;
    }

    /**
     * A record with as many columns as the header.
     *
     * @param line the physical line, from 1, where the record begins
     * @param bytePosition the offset, from 0, of the record's first byte in the (decompressed) source
     * @param cells in the header's order; of this record only until the call returns
     */
    void record(long line, long bytePosition, Cells cells);

    /**
     * A record that cannot be read.
     *
     * @param code UNTERMINATED_QUOTE, RECORD_TOO_LONG, INVALID_ENCODING, TOO_FEW_COLUMNS or TOO_MANY_COLUMNS
     * @param message source, line, what is wrong and what was expected; lengths and counts, never a value
     */
    void malformed(long line, long bytePosition, String code, String message);
}
