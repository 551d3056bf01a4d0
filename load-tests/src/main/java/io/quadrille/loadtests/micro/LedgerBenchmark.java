package io.quadrille.loadtests.micro;

import io.quadrille.events.ChunkOutcome;
import io.quadrille.observer.ledger.Bucket;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.MemoryLedger;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A chunk's outcome into the ledger in memory: the mean over a bucket, from its first outcome to its last. */
@State(Scope.Benchmark)
public class LedgerBenchmark {
    /** Those of a bucket. */
    private static final int CHUNKS = 64;

    private final List<ChunkOutcome> outcomes;

    public LedgerBenchmark() {
        Sample sample = Sample.make();
        outcomes = IntStream.range(0, CHUNKS).mapToObj(sample::outcome).toList();
    }

    @Setup
    public void check() {
        MemoryLedger ledger = update();
        BucketKey key = BucketKey.of(outcomes.get(0).key());
        Bucket bucket = ledger.findBucket(key).orElseThrow();
        Wrong.unless(bucket.isFull(CHUNKS), "the bucket is not full after " + CHUNKS + " outcomes");
        Wrong.unless(
                bucket.cells().values().stream()
                                .mapToLong(cell -> cell.counts().out())
                                .sum()
                        == (long) CHUNKS * Sample.RECORDS,
                "the bucket's records are not those of its outcomes");
        Wrong.unless(
                !ledger.addOutcome(outcomes.get(0), Sample.TIME, Sample.TIME).applied(), "an outcome is counted twice");
    }

    @Benchmark
    @OperationsPerInvocation(CHUNKS)
    public MemoryLedger update() {
        MemoryLedger ledger = new MemoryLedger();
        for (ChunkOutcome outcome : outcomes) {
            ledger.addOutcome(outcome, Sample.TIME, Sample.TIME);
        }
        return ledger;
    }
}
