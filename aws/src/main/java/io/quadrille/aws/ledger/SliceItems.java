package io.quadrille.aws.ledger;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.RunKey;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.observer.ledger.Bucket;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.RunTally;
import io.quadrille.observer.ledger.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Revises the run's item and the buckets of one number in one transaction, which asks that each of them, changed or not,
 * and each that was not there is as it was read. Thread safe.
 */
final class SliceItems {
    private final LedgerCalls calls;
    private final RunItems runs;
    private final Contention contention;

    SliceItems(LedgerCalls calls, RunItems runs, Contention contention) {
        this.calls = calls;
        this.runs = runs;
        this.contention = contention;
    }

    Slice revise(RunKey run, int number, UnaryOperator<Slice> revision, Instant at) {
        return contention.settle(
                "Revising bucket " + number + " of run " + run + " in ledger table '" + calls.table() + "'",
                () -> Optional.of(reviseOnce(run, number, revision, at)));
    }

    private Slice reviseOnce(RunKey run, int number, UnaryOperator<Slice> revision, Instant at) {
        Versioned<RunTally> tally = runs.read(run, at);
        SortedMap<String, Versioned<Bucket>> read = read(run, number);
        SortedMap<String, Bucket> buckets = new TreeMap<>();
        read.forEach((step, bucket) -> buckets.put(step, bucket.value()));
        Slice revised = revision.apply(new Slice(tally.value(), number, buckets));
        calls.write(writes(tally, read, revised));
        return revised;
    }

    /** As {@link io.quadrille.observer.ledger.LedgerStore#takeRejects}. */
    int take(RejectItems rejects, ChunkKey chunk, Set<Integer> places, int amendment, Instant at) {
        return contention.settle(
                "Taking up rejects of " + chunk + " in ledger table '" + calls.table() + "'",
                () -> Optional.of(takeOnce(rejects, chunk, places, amendment, at)));
    }

    private int takeOnce(RejectItems rejects, ChunkKey chunk, Set<Integer> places, int amendment, Instant at) {
        RunKey run = chunk.run();
        int number = BucketKey.of(chunk).bucket();
        int slot = BucketKey.slotOf(chunk.chunk());
        Versioned<RunTally> root = runs.read(run.root(), at);
        Versioned<RunTally> tally = run.amends() ? runs.read(run, at) : root;
        SortedMap<String, Versioned<Bucket>> read = read(run, number);
        SortedMap<String, Bucket> buckets = new TreeMap<>();
        read.forEach((step, bucket) -> buckets.put(step, bucket.value()));
        Slice before = new Slice(tally.value(), number, buckets);
        if (!root.value().history().isTaking(amendment) || !before.isCounted(chunk.step(), slot)) {
            return 0;
        }
        List<RejectItems.Taking> takings = rejects.taking(chunk, places, amendment);
        int taken = takings.stream().mapToInt(RejectItems.Taking::count).sum();
        if (taken > 0) {
            List<TransactWriteItem> writes = writes(tally, read, before.withRetried(chunk.step(), slot, taken, at));
            takings.forEach(taking -> writes.add(
                    TransactWriteItem.builder().update(taking.update().build()).build()));
            if (run.amends()) {
                writes.add(write(
                        Unchanged.since(root.version(), RunItem.VERSION),
                        LedgerKeys.ofRun(run.root()),
                        Optional.empty()));
            }
            calls.write(writes);
        }
        return taken;
    }

    private List<TransactWriteItem> writes(
            Versioned<RunTally> tally, SortedMap<String, Versioned<Bucket>> read, Slice revised) {
        RunKey run = tally.value().run();
        int number = revised.number();
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(writeOfRun(tally, revised.tally()));
        SortedSet<String> steps = new TreeSet<>(read.keySet());
        steps.addAll(revised.buckets().keySet());
        steps.addAll(stepsOf(tally.value()));
        for (String step : steps) {
            writes.add(writeOfBucket(
                    new BucketKey(run, number, step),
                    Optional.ofNullable(read.get(step)),
                    Optional.ofNullable(revised.buckets().get(step))));
        }
        return writes;
    }

    private SortedMap<String, Versioned<Bucket>> read(RunKey run, int number) {
        SortedMap<String, Versioned<Bucket>> buckets = new TreeMap<>();
        String prefix = LedgerKeys.buckets(number);
        for (var item : calls.range(LedgerKeys.partitionOfAttempt(run), prefix, prefix + LedgerKeys.LAST)) {
            BucketKey key = LedgerKeys.bucketOf(run, item);
            buckets.put(key.step(), BucketItem.read(key, item));
        }
        return buckets;
    }

    private static List<String> stepsOf(RunTally tally) {
        return tally.findGraph().stream()
                .flatMap(graph -> graph.nodes().stream())
                .map(Graph.Node::name)
                .toList();
    }

    private TransactWriteItem writeOfRun(Versioned<RunTally> read, RunTally revised) {
        return write(
                Unchanged.since(read.version(), RunItem.VERSION),
                LedgerKeys.ofRun(revised.run()),
                read.version() > 0 && revised.equals(read.value())
                        ? Optional.empty()
                        : Optional.of(RunItem.of(new Versioned<>(revised, read.version() + 1))));
    }

    private TransactWriteItem writeOfBucket(BucketKey key, Optional<Versioned<Bucket>> read, Optional<Bucket> revised) {
        long version = read.map(Versioned::version).orElse(0L);
        return write(
                Unchanged.since(version, BucketItem.VERSION),
                LedgerKeys.ofBucket(key),
                revised.filter(bucket ->
                                !bucket.equals(read.map(Versioned::value).orElse(null)))
                        .map(bucket -> BucketItem.of(new Versioned<>(bucket, version + 1))));
    }

    /** @param item what to put; empty where nothing changes */
    private TransactWriteItem write(
            Unchanged unchanged, Map<String, AttributeValue> key, Optional<Map<String, AttributeValue>> item) {
        return item.map(put -> TransactWriteItem.builder()
                        .put(unchanged.put(calls.table(), put))
                        .build())
                .orElseGet(() -> TransactWriteItem.builder()
                        .conditionCheck(unchanged.check(calls.table(), key))
                        .build());
    }
}
