package io.quadrille.testdata;

import java.util.List;

/**
 * What must become of one record of a file, whatever becomes of the others.
 *
 * @param line the physical line, from 1, where it begins
 * @param filtered whether it ends before every sink, without fault
 * @param expandedTo the records that an expanding step makes of it; 0 where none does
 * @param rejects what is refused of it, in the order of the steps
 * @param rows what it leaves in tables, unless a later line of the key replaces it
 */
public record RecordFate(long line, boolean filtered, int expandedTo, List<Expected.Reject> rejects, List<Row> rows) {
    public RecordFate {
        rejects = List.copyOf(rejects);
        rows = List.copyOf(rows);
    }

    /**
     * A row as the table has it.
     *
     * @param key one character per byte of the key: the order of these texts is that of the rows
     * @param text one CSV record as {@link TableRows#writeCsv} writes it, without its line end
     */
    public record Row(String table, String key, String text) {}
}
