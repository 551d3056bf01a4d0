package io.quadrille.forecast;

import io.quadrille.events.pipeline.Graph;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.LedgerJson;
import java.util.Map;

/** Counts what the observer writes and reads in the ledger, where each event reaches it once and alone. */
final class LedgerCount {
    private static final int WRITE_UNIT_BYTES = 1024;
    private static final int READ_UNIT_BYTES = 4096;

    /** Start, totals and completion. */
    private static final int CHANGES_OF_A_RUN = 3;
    /** Both indexes at the start; one of them again at completion. */
    private static final int INDEX_WRITES = 3;

    /** A bucket's key, moments and counters, and each outcome and reject mark in it, as DynamoDB counts an item. */
    private static final int BUCKET_BYTES = 150;

    private static final int CELL_BYTES = 13;
    private static final int MARK_BYTES = 8;

    /** The attributes of a run's item beside its history, and those of each step without its bits. */
    private static final int RUN_BYTES = 250;

    private static final int STEP_BYTES = 90;

    /** Of the run's item, for each outcome: by the recorder, by whoever closes the bucket, by whoever announces. */
    private static final int READS_OF_AN_OUTCOME = 3;
    /** The same, and the bucket. */
    private static final int READS_OF_REJECTS = 4;
    /** Of the registry, and of the run's item before each of its changes. */
    private static final int READS_OF_A_RUN = 10;

    private final Pipeline pipeline;
    private final long chunks;
    private final Map<String, Long> rejectingChunks;
    private final Map<String, Long> rejectsPerChunk;

    LedgerCount(Pipeline pipeline, long chunks, Map<String, Long> rejectingChunks, Map<String, Long> rejectsPerChunk) {
        this.pipeline = pipeline;
        this.chunks = chunks;
        this.rejectingChunks = rejectingChunks;
        this.rejectsPerChunk = rejectsPerChunk;
    }

    LedgerFlow flow() {
        long steps = pipeline.steps().size();
        long buckets = BucketKey.count((int) Math.min(Integer.MAX_VALUE, chunks));
        long outcomes = chunks * steps;
        long rejecting =
                rejectingChunks.values().stream().mapToLong(Long::longValue).sum();
        long closings = buckets * steps;
        long runItem = runItemBytes(buckets);
        long runUnits = (closings + CHANGES_OF_A_RUN) * units(runItem, WRITE_UNIT_BYTES);
        // Whoever closes a bucket reads it, the run, and the same chunks at the steps before and after.
        long readsOfClosing = buckets * (2 * steps + 2 * (steps - 1));
        long readsOfRun =
                outcomes * READS_OF_AN_OUTCOME + rejecting * READS_OF_REJECTS + readsOfClosing + READS_OF_A_RUN;
        return new LedgerFlow(
                outcomes,
                2 * rejecting,
                closings + CHANGES_OF_A_RUN + 1,
                bucketUnits() + rejectUnits() + runUnits + INDEX_WRITES + 1,
                readsOfRun * units(runItem, READ_UNIT_BYTES));
    }

    /** A write pays for the whole item, which grows with the bucket: the mean over its life. */
    private long bucketUnits() {
        double sum = 0;
        for (long rejecting : rejectingChunks.values()) {
            double share = chunks == 0 ? 0 : (double) rejecting / chunks;
            double perBucket = 0;
            for (int slot = 1; slot <= BucketKey.CHUNKS; slot++) {
                long bytes = BUCKET_BYTES + Math.round(slot * (CELL_BYTES + share * MARK_BYTES));
                perBucket += units(bytes, WRITE_UNIT_BYTES) * (1 + share);
            }
            sum += perBucket / BucketKey.CHUNKS * chunks;
        }
        return Math.round(sum);
    }

    private long rejectUnits() {
        long perReject = LedgerJson.write(SampleEvents.rejection()).length() + 1L;
        long sum = 0;
        for (Map.Entry<String, Long> step : rejectingChunks.entrySet()) {
            long rows = rejectsPerChunk.getOrDefault(step.getKey(), 0L);
            sum += step.getValue() * units(80 + rows * perReject, WRITE_UNIT_BYTES);
        }
        return sum;
    }

    /** With the graph that its start carries and a bit for each closed bucket. */
    private long runItemBytes(long buckets) {
        Graph graph = pipeline.graph();
        return RUN_BYTES
                + SampleEvents.entryBytes(new SampleEvents(pipeline).started())
                + graph.nodes().size() * (STEP_BYTES + buckets / 8);
    }

    private static long units(long bytes, int unit) {
        return Math.max(1, (bytes + unit - 1) / unit);
    }
}
