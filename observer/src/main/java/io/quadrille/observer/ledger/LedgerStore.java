package io.quadrille.observer.ledger;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.Rejection;
import io.quadrille.events.RunKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The store of tallies. Each method that writes is one conditional write of one item, except {@link #revise}; what the
 * condition means is written once, in {@link Bucket}, {@link RunChange} and {@link Slice}. Reads see every earlier
 * write; {@link #runs} alone may lag. Thread safe.
 *
 * <p>On DynamoDB a bucket's cells, reject marks and dead letters are attributes named by slot, so that {@link #addOutcome}
 * is one UpdateItem with the condition that the cell is absent and the slot's closed bit is not set, answering the item
 * as it then stands (ALL_NEW, or ALL_OLD where the condition fails).
 */
public interface LedgerStore {
    /**
     * Adds an outcome where its bucket {@linkplain Bucket#awaits awaits} it.
     *
     * @param published when its event was
     */
    BucketUpdate addOutcome(ChunkOutcome outcome, Instant published, Instant at);

    /** Marks a chunk's reject rows as stored and counts their reasons, unless they are. The rows are put first. */
    BucketUpdate addRejectMark(ChunkKey chunk, List<Rejection> rejections, Instant at);

    /** Applies a change to a run's item, made {@linkplain RunTally#unheard anew} if there is none. */
    RunUpdate change(RunKey run, RunChange change, Instant at);

    /**
     * Applies a change to 64 chunks at every step and to the run's item, in one transaction.
     *
     * @param revision a pure function; applied again if something else was written meanwhile
     * @return the slice as it then stands
     */
    Slice revise(RunKey run, int bucket, UnaryOperator<Slice> revision, Instant at);

    /** Stores the rejects of a chunk; storing them again changes nothing, and opens none that was taken up meanwhile. */
    void putRejects(ChunkKey chunk, List<Rejection> rejections);

    /**
     * Takes up rejects of a chunk at a step under an amendment, in one transaction: their rows are open no more, and their
     * count moves from rejected to in flight. Takes none that is taken, none unless the amendment is
     * {@linkplain RunHistory.Amendment#open open} on the chunk's {@linkplain RunKey#root root}, and none before the chunk is
     * {@linkplain Slice#isCounted counted}.
     *
     * @param chunk of a run or of an amendment
     * @param places of the rows wanted, among the rejects of the chunk and step
     * @return how many were taken
     */
    int takeRejects(ChunkKey chunk, Set<Integer> places, int amendment, Instant at);

    /** Stores a dead letter's particulars in place of earlier ones for its chunk and step. */
    void putDeadLetter(DeadLetter letter);

    /** Does several writes at once for speed; whether they are one transaction is the store's to say. */
    <T> T inBatch(Supplier<T> work);

    Optional<RunTally> findRun(RunKey run);

    Optional<Bucket> findBucket(BucketKey key);

    /** The buckets from a number on, by number and step. */
    List<Bucket> buckets(RunKey run, int from);

    /** A run's item with the buckets from the first unsettled one on, as they stood at one moment. */
    Optional<RunSnapshot> snapshot(RunKey run);

    /** All dead letters of a run, standing or not, by chunk and step. */
    List<DeadLetter> deadLetters(RunKey run);

    /**
     * Open rejects by line, step, ordinal: those that no amendment took up.
     *
     * @param cursor as a page before gave it; empty for the first
     */
    Page<RejectRow> rejects(RunKey run, RejectFilter filter, Optional<String> cursor, int limit);

    /** As {@link #rejects}, of the rejects of a run or amendment that an amendment took up. */
    Page<RejectRow> retriedRejects(RunKey run, int amendment, Optional<String> cursor, int limit);

    /**
     * Runs, latest start first, without their amendments. Each tally is as its item stands, but which runs there are and their order may be read
     * from an index that lags behind the writes: on DynamoDB usually by less than a second, without a bound. A run that
     * has just begun may be missing, one whose start has just become known may stand at its earlier place.
     */
    Page<RunTally> runs(RunFilter filter, Optional<String> cursor, int limit);

    /** Ids of runs that begin so, in any order; what {@link #runs} says of indexes holds here too. @param most from 1 */
    List<String> runIds(String beginning, int most);

    /** The highest attempt of a run's id. */
    Optional<RunKey> findLatestAttempt(String runId);

    /**
     * What became of a conditional write.
     *
     * @param bucket as it stands: after the write, or as it failed the condition
     */
    record BucketUpdate(boolean applied, Bucket bucket) {}

    /**
     * What became of a conditional write.
     *
     * @param tally as it stands: after the write, or as it failed the condition
     */
    record RunUpdate(boolean applied, RunTally tally) {}

    /** @param buckets by number and step */
    record RunSnapshot(RunTally tally, List<Bucket> buckets) {
        public RunSnapshot {
            buckets = List.copyOf(buckets);
        }
    }
}
