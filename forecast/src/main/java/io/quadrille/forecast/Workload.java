package io.quadrille.forecast;

import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.records.Layout;
import java.util.List;

/**
 * A file to come.
 *
 * @param records its data records, the malformed included
 * @param bytesPerRecord their mean length in bytes of the file, the line's end included
 */
public record Workload(long records, double bytesPerRecord) {
    /** More than any file has, and few enough to be counted with. */
    private static final long MOST_RECORDS = 1_000_000_000_000L;

    private static final double BYTES_OF_A_COLUMN = 12;
    private static final int COLUMNS_OF_ANY_FILE = 10;
    private static final double LONGEST_RECORD = 1 << 20;

    public Workload {
        if (records < 1 || records > MOST_RECORDS) {
            throw new IllegalArgumentException("%d records; expected 1 to %,d".formatted(records, MOST_RECORDS));
        }
        if (!(bytesPerRecord >= 1 && bytesPerRecord <= LONGEST_RECORD)) {
            throw new IllegalArgumentException(
                    bytesPerRecord + " bytes per record; expected 1 to " + (long) LONGEST_RECORD);
        }
    }

    /** For a file of which nothing is known: twelve bytes a column, and ten columns where any file will do. */
    public static double assumedBytes(Pipeline pipeline) {
        int columns = pipeline.extract().to().layout().map(Layout::columns).map(List::size).orElse(0);
        return (columns == 0 ? COLUMNS_OF_ANY_FILE : columns) * BYTES_OF_A_COLUMN;
    }

    /** The file's length. */
    public double bytes() {
        return records * bytesPerRecord;
    }
}
