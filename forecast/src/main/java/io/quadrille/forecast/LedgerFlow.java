package io.quadrille.forecast;

/**
 * What the ledger's table takes for a run.
 *
 * @param outcomes a write each
 * @param rejectWrites rows of rejects, and the marks that they are in
 * @param runWrites of the run's own item: registration, start, buckets that close, totals, completion
 * @param writeUnits of all of them and of the indexes
 * @param readUnits consistent
 */
public record LedgerFlow(long outcomes, long rejectWrites, long runWrites, long writeUnits, long readUnits) {
    public long writes() {
        return outcomes + rejectWrites + runWrites;
    }
}
