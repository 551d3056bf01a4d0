package io.quadrille.observer.ledger;

import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.pipeline.Graph;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The same 64 chunks at every step, with the run's tally: what a dead letter or its late outcome changes in one
 * transaction. Immutable.
 *
 * <p>Done beats dead beats open. A dead letter stands while its chunk has no outcome at its step and nothing is known of
 * it on a step downstream: an outcome or a dead letter there shows that the step did emit, so its outcome is on its way.
 * A standing dead letter closes its chunk at its step and on every step downstream.
 *
 * @param buckets by step; a step of which nothing is known has none
 */
public record Slice(RunTally tally, int number, SortedMap<String, Bucket> buckets) {
    public Slice {
        buckets = Collections.unmodifiableSortedMap(buckets);
    }

    /** With a chunk's dead letter. */
    public Slice withDead(String step, int slot, long records, Instant at) {
        return with(bucket(step, at).withDead(slot, records, at)).settledAfter(this, at);
    }

    /** With an outcome, unless the chunk has one. @param published when it was */
    public Slice withOutcome(ChunkOutcome outcome, Instant published, Instant at) {
        int slot = BucketKey.slotOf(outcome.key().chunk());
        Bucket bucket = bucket(outcome.key().step(), at);
        if (bucket.cells().containsKey(slot)) {
            return this;
        }
        Bucket open = bucket.withClosed(bucket.closed() & ~(1L << slot));
        return with(open.withCell(slot, Cell.of(outcome, published), at)).settledAfter(this, at);
    }

    /** With each dead letter that stands, and no other, closing its chunk. Without a graph nothing closes. */
    public Slice settled(Instant at) {
        return settledAfter(this, at);
    }

    /**
     * Closed buckets that change are opened again: what had been added is taken out of the tally. Any change is a new
     * revision, so that whoever is about to close a bucket as it stood before does not.
     */
    private Slice settledAfter(Slice before, Instant at) {
        Graph graph = tally.findGraph().orElse(null);
        if (graph == null) {
            return this;
        }
        Slice after = this;
        boolean changed = false;
        for (Graph.Node node : graph.nodes()) {
            Bucket was = before.bucket(node.name(), at);
            Bucket is = bucket(node.name(), at).withClosed(closedAt(graph, node));
            if (was.closed() == is.closed() && was.sums().equals(is.sums())) {
                continue;
            }
            changed = true;
            after = after.with(is);
            if (tally.step(node.name()).isClosed(number)) {
                after = after.with(after.tally.withReopened(node.name(), number, was.sums()));
            }
        }
        return changed ? after.with(after.tally.withNextRevision()) : after;
    }

    private long closedAt(Graph graph, Graph.Node node) {
        long closed = 0;
        for (Graph.Node origin : graph.pathTo(node.name())) {
            Bucket bucket = buckets.get(origin.name());
            if (bucket != null) {
                for (int slot : bucket.dead().keySet()) {
                    closed |= stands(graph, bucket, slot) ? 1L << slot : 0;
                }
            }
        }
        return closed;
    }

    private boolean stands(Graph graph, Bucket bucket, int slot) {
        return !bucket.cells().containsKey(slot)
                && graph.downstreamOf(bucket.key().step()).stream()
                        .map(node -> buckets.get(node.name()))
                        .noneMatch(later -> later != null
                                && (later.cells().containsKey(slot)
                                        || later.dead().containsKey(slot)));
    }

    private Bucket bucket(String step, Instant at) {
        Bucket bucket = buckets.get(step);
        return bucket == null ? Bucket.empty(new BucketKey(tally.run(), number, step), at) : bucket;
    }

    private Slice with(Bucket bucket) {
        SortedMap<String, Bucket> more = new TreeMap<>(buckets);
        more.put(bucket.key().step(), bucket);
        return new Slice(tally, number, more);
    }

    private Slice with(RunTally changed) {
        return new Slice(changed, number, buckets);
    }
}
