package io.quadrille.local.bus;

/**
 * The bounds of a local bus.
 *
 * @param maxEntryBytes the largest event and the largest call (EventBridge PutEvents: 1 MB since January 2026)
 * @param creditBytes the bytes of undelivered events beyond which an extract waits
 * @param workers batches handled at once, over all steps of this bus; an extract that makes a chunk counts as one
 * @param writers of them, those whose consumers write to a store ({@link LocalBus#addWriter}): more than the store takes
 *     at once would only wait for each other, each a worker that does nothing
 */
public record BusLimits(int maxEntryBytes, long creditBytes, int workers, int writers) {
    private static final int EVENTBRIDGE_ENTRY_BYTES = 1_000_000;
    private static final long MOST_CREDIT_BYTES = 32L << 20;
    private static final int WORKERS_FOR_TWO_WRITERS = 4;

    /** For this machine: a worker per processor, and a sixteenth of the heap on the bus at most. */
    public static BusLimits ofThisMachine() {
        Runtime runtime = Runtime.getRuntime();
        return new BusLimits(
                EVENTBRIDGE_ENTRY_BYTES,
                Math.min(MOST_CREDIT_BYTES, runtime.maxMemory() / 16),
                Math.max(2, runtime.availableProcessors()));
    }

    public BusLimits {
        if (maxEntryBytes < 16 * 1024 || creditBytes < 1 || workers < 1 || writers < 1) {
            throw new IllegalArgumentException("maxEntryBytes " + maxEntryBytes + " (at least 16384), creditBytes "
                    + creditBytes + ", workers " + workers + " and writers " + writers + " (at least 1)");
        }
    }

    /** Every worker may write. */
    public BusLimits(int maxEntryBytes, long creditBytes, int workers) {
        this(maxEntryBytes, creditBytes, workers, workers);
    }

    /**
     * For a store that is written to by one at a time, as SQLite is: one batch in a writer's hands, or from four workers on
     * two, so that the records of one are read while those of the other are written.
     */
    public BusLimits forOneWriter() {
        return new BusLimits(maxEntryBytes, creditBytes, workers, workers < WORKERS_FOR_TWO_WRITERS ? 1 : 2);
    }
}
