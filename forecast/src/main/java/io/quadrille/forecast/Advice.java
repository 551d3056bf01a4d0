package io.quadrille.forecast;

import io.quadrille.forecast.Forecast.Outlook;
import java.time.Duration;
import java.util.List;

/**
 * What to change so that a run ends in time.
 *
 * @param changes in the order they were found necessary; empty where nothing has to be, or can be
 * @param after the design with all of them
 * @param met whether it ends in time
 */
public record Advice(Duration within, List<Change> changes, Outlook after, boolean met) {
    public Advice {
        changes = List.copyOf(changes);
    }

    /**
     * One change.
     *
     * @param of the step or table; empty where it is the whole design's
     * @param value records, batches, write units or files, or the account's quota
     * @param text what to do, without a full stop
     */
    public record Change(Kind kind, String of, long value, String text) {}

    /** What is changed. */
    public enum Kind {
        /** The chunks' bounds, in the definition. */
        CHUNKS,
        /** A step's concurrency, in the definition. */
        CONCURRENCY,
        /** A step, from a worker to Lambda. */
        PLACEMENT,
        /** The deployment's size. */
        SIZE,
        /** A table's warm throughput. */
        WARM_THROUGHPUT,
        /** The file, cut into several. */
        FILES,
        /** A quota of the account, asked of AWS. */
        QUOTA
    }
}
