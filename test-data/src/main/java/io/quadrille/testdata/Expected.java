package io.quadrille.testdata;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must become of a generated file, to the last record.
 *
 * @param records data records in the file, malformed ones included
 * @param extracted records that the extract step counts; equal to {@code records}
 * @param sinks in the order of the pipeline's definition
 * @param rejectCounts by step, code and column, in the order in which they first occur
 * @param rejects in file order, then in step order; empty when only counts were asked for
 * @param tables by name; empty when only counts were asked for
 */
public record Expected(
        String pipeline,
        long records,
        long extracted,
        boolean countsOnly,
        List<Sink> sinks,
        List<RejectCount> rejectCounts,
        List<Reject> rejects,
        Map<String, Table> tables) {

    public Expected {
        sinks = List.copyOf(sinks);
        rejectCounts = List.copyOf(rejectCounts);
        rejects = List.copyOf(rejects);
        tables = Map.copyOf(tables);
    }

    /** Whether every sink accounts for every record: extracted + expanded = loaded + rejected + filtered. */
    public boolean balances() {
        return sinks.stream()
                .allMatch(sink -> extracted + sink.expanded() == sink.loaded() + sink.rejected() + sink.filtered());
    }

    /**
     * The counts along the path to one load step.
     *
     * @param expanded sum of (out - 1) over the records that an expanding step made several of
     * @param rejected by any step of the path
     */
    public record Sink(String step, String table, long expanded, long loaded, long rejected, long filtered) {}

    /** How often one step rejects with one code at one column; column is null where no column is at fault. */
    public record RejectCount(String step, @Nullable String column, DirtKind code, long count) {}

    /**
     * One reject.
     *
     * @param line the physical line, from 1, where the record begins
     * @param bytePosition of the record's first byte, from 0 in the uncompressed file
     * @param column null where no column is at fault
     */
    public record Reject(String step, long line, long bytePosition, @Nullable String column, DirtKind code) {}

    /** A table's size and the digest of its CSV text as {@link TableRows#writeCsv} writes it. */
    public record Table(long rows, String sha256) {}
}
