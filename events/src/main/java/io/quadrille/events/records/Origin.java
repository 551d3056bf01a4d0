package io.quadrille.events.records;

/**
 * Where a record comes from in its source.
 *
 * @param line the physical line where it begins, from 1
 * @param bytePosition its first byte's offset in the source (decompressed), from 0
 * @param ordinal its place among the records that one record was expanded into, from 0; 0 where nothing expanded
 */
public record Origin(long line, long bytePosition, int ordinal) {
    public Origin {
        if (line < 1 || bytePosition < 0 || ordinal < 0) {
            throw new IllegalArgumentException("line " + line + ", byte " + bytePosition + ", ordinal " + ordinal);
        }
    }

    public Origin withOrdinal(int expanded) {
        return new Origin(line, bytePosition, expanded);
    }
}
