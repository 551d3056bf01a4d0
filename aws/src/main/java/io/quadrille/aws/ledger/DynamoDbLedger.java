package io.quadrille.aws.ledger;

import io.quadrille.aws.ledger.LedgerCalls.Written;
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
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The ledger in a DynamoDB table, written by any number of observers at once. An outcome is one UpdateItem; what meets
 * others on the run's item is tried again for about three seconds, then left to the queue. A batch is no transaction.
 * Thread safe.
 *
 * <pre>{@code
 * LedgerTable table = LedgerTable.ofDeployment("prod-");
 * LedgerStore ledger = new DynamoDbLedger(aws.dynamoDb(), table, new Random());
 * }</pre>
 *
 * <p>Each method throws {@link io.quadrille.handlers.ports.RetryableFailure} if DynamoDB does not answer, throttles or
 * is too contended, and {@link io.quadrille.aws.NotSetUp} if the table is missing, is another or may not be used.
 */
public final class DynamoDbLedger implements LedgerStore {
    private final LedgerCalls calls;
    private final Contention contention;
    private final RunItems runs;
    private final SliceItems slices;
    private final RunSnapshots snapshots;
    private final RejectItems rejects;
    private final DeadLetterItems deadLetters;
    private final RunList list;

    /** @param jitter spreads those who meet on an item; thread safe */
    public DynamoDbLedger(DynamoDbClient dynamoDb, LedgerTable table, RandomGenerator jitter) {
        calls = new LedgerCalls(dynamoDb, table);
        contention = new Contention(jitter);
        runs = new RunItems(calls, contention);
        slices = new SliceItems(calls, runs, contention);
        snapshots = new RunSnapshots(calls, runs, contention);
        rejects = new RejectItems(calls);
        deadLetters = new DeadLetterItems(calls);
        list = new RunList(calls, contention);
    }

    @Override
    public BucketUpdate addOutcome(ChunkOutcome outcome, Instant at) {
        return update(BucketKey.of(outcome.key()), BucketItem.adding(outcome, at));
    }

    @Override
    public BucketUpdate addRejectMark(ChunkKey chunk, RejectMark mark, Instant at) {
        return update(BucketKey.of(chunk), BucketItem.marking(chunk, mark, at));
    }

    private BucketUpdate update(BucketKey key, UpdateItemRequest.Builder update) {
        Written written = contention.settle(
                "Writing to bucket " + key.bucket() + " of run " + key.run() + ", step '" + key.step()
                        + "', in ledger table '" + calls.table() + "'",
                () -> Optional.of(calls.update(update)));
        return new BucketUpdate(
                written.applied(), BucketItem.read(key, written.item()).value());
    }

    @Override
    public RunUpdate change(RunKey run, RunChange change, Instant at) {
        return runs.change(run, change, at);
    }

    @Override
    public Slice revise(RunKey run, int bucket, UnaryOperator<Slice> revision, Instant at) {
        return slices.revise(run, bucket, revision, at);
    }

    @Override
    public void putRejects(ChunkKey chunk, List<Rejection> rejections) {
        rejects.put(chunk, rejections);
    }

    @Override
    public int takeRejects(ChunkKey chunk, Set<Integer> places, int amendment, Instant at) {
        return slices.take(rejects, chunk, places, amendment, at);
    }

    @Override
    public Page<RejectRow> retriedRejects(RunKey run, int amendment, Optional<String> cursor, int limit) {
        return rejects.read(run, amendment, cursor, limit);
    }

    @Override
    public void putDeadLetter(DeadLetter letter) {
        deadLetters.put(letter);
    }

    @Override
    public <T> T inBatch(Supplier<T> work) {
        return work.get();
    }

    @Override
    public Optional<RunTally> findRun(RunKey run) {
        return runs.find(run);
    }

    @Override
    public Optional<Bucket> findBucket(BucketKey key) {
        return calls.find(LedgerKeys.ofBucket(key))
                .map(item -> BucketItem.read(key, item).value());
    }

    @Override
    public List<Bucket> buckets(RunKey run, int from) {
        String partition = LedgerKeys.partitionOfAttempt(run);
        return calls.range(partition, LedgerKeys.buckets(from), LedgerKeys.LAST_BUCKET).stream()
                .map(item ->
                        BucketItem.read(LedgerKeys.bucketOf(run, item), item).value())
                .toList();
    }

    @Override
    public Optional<RunSnapshot> snapshot(RunKey run) {
        return snapshots.read(run);
    }

    @Override
    public List<DeadLetter> deadLetters(RunKey run) {
        return deadLetters.read(run);
    }

    @Override
    public Page<RejectRow> rejects(RunKey run, Optional<String> cursor, int limit) {
        return rejects.read(run, 0, cursor, limit);
    }

    @Override
    public Page<RunTally> runs(RunFilter filter, Optional<String> cursor, int limit) {
        return list.list(filter, cursor, limit);
    }

    @Override
    public Optional<RunKey> findLatestAttempt(String runId) {
        return runs.findLatestAttempt(runId);
    }
}
