package io.quadrille.contracts.ledger;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.Rejection;
import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.Bucket;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.DeadLetter;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.Page;
import io.quadrille.observer.ledger.RejectMark;
import io.quadrille.observer.ledger.RejectRow;
import io.quadrille.observer.ledger.RunChange;
import io.quadrille.observer.ledger.RunFilter;
import io.quadrille.observer.ledger.RunTally;
import io.quadrille.observer.ledger.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A ledger whose caller is overtaken before a write, or dies after a write was applied: the unknown commit. Its batches
 * are atomic as the ledger's own are, or each write is on its own, as on DynamoDB.
 */
final class CrashingLedger implements LedgerStore {
    private final LedgerStore store;
    private final Runnable before;
    private final BooleanSupplier dies;
    private final boolean batches;

    private CrashingLedger(LedgerStore store, Runnable before, BooleanSupplier dies, boolean batches) {
        this.store = store;
        this.before = before;
        this.dies = dies;
        this.batches = batches;
    }

    /**
     * @param dies asked after each write
     * @param batches whether to leave batches whole
     */
    static CrashingLedger dying(LedgerStore store, BooleanSupplier dies, boolean batches) {
        return new CrashingLedger(store, () -> {}, dies, batches);
    }

    /** @param before what others do before each write */
    static CrashingLedger overtaken(LedgerStore store, Runnable before) {
        return new CrashingLedger(store, before, () -> false, false);
    }

    /** The process ended here. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    void perhapsDie() {
        if (dies.getAsBoolean()) {
            throw new Crash();
        }
    }

    private <T> T apply(Supplier<T> write) {
        before.run();
        T result = write.get();
        perhapsDie();
        return result;
    }

    @Override
    public BucketUpdate addOutcome(ChunkOutcome outcome, Instant at) {
        return apply(() -> store.addOutcome(outcome, at));
    }

    @Override
    public BucketUpdate addRejectMark(ChunkKey chunk, RejectMark mark, Instant at) {
        return apply(() -> store.addRejectMark(chunk, mark, at));
    }

    @Override
    public RunUpdate change(RunKey run, RunChange change, Instant at) {
        return apply(() -> store.change(run, change, at));
    }

    @Override
    public Slice revise(RunKey run, int bucket, UnaryOperator<Slice> revision, Instant at) {
        return apply(() -> store.revise(run, bucket, revision, at));
    }

    @Override
    public void putRejects(ChunkKey chunk, List<Rejection> rejections) {
        apply(() -> {
            store.putRejects(chunk, rejections);
            return chunk;
        });
    }

    @Override
    public int takeRejects(ChunkKey chunk, Set<Integer> places, int amendment, Instant at) {
        return apply(() -> store.takeRejects(chunk, places, amendment, at));
    }

    @Override
    public Page<RejectRow> retriedRejects(RunKey run, int amendment, Optional<String> cursor, int limit) {
        return store.retriedRejects(run, amendment, cursor, limit);
    }

    @Override
    public void putDeadLetter(DeadLetter letter) {
        apply(() -> {
            store.putDeadLetter(letter);
            return letter;
        });
    }

    @Override
    public <T> T inBatch(Supplier<T> work) {
        return batches ? apply(() -> store.inBatch(work)) : work.get();
    }

    @Override
    public Optional<RunTally> findRun(RunKey run) {
        return store.findRun(run);
    }

    @Override
    public Optional<Bucket> findBucket(BucketKey key) {
        return store.findBucket(key);
    }

    @Override
    public List<Bucket> buckets(RunKey run, int from) {
        return store.buckets(run, from);
    }

    @Override
    public Optional<RunSnapshot> snapshot(RunKey run) {
        return store.snapshot(run);
    }

    @Override
    public List<DeadLetter> deadLetters(RunKey run) {
        return store.deadLetters(run);
    }

    @Override
    public Page<RejectRow> rejects(RunKey run, Optional<String> cursor, int limit) {
        return store.rejects(run, cursor, limit);
    }

    @Override
    public Page<RunTally> runs(RunFilter filter, Optional<String> cursor, int limit) {
        return store.runs(filter, cursor, limit);
    }

    @Override
    public Optional<RunKey> findLatestAttempt(String runId) {
        return store.findLatestAttempt(runId);
    }
}
