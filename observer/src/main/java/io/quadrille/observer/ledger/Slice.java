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

    /** With a chunk's dead letter that no amendment had sent again. */
    public Slice withDead(String step, int slot, long records, Instant at) {
        return withDead(step, slot, records, 0, at);
    }

    /**
     * With a chunk's dead letter, unless it was sent again since.
     *
     * @param redrive the amendment that had sent it; 0 for none
     */
    public Slice withDead(String step, int slot, long records, int redrive, Instant at) {
        Bucket bucket = bucket(step, at);
        return redrive < bucket.amendment(slot).redrive()
                ? this
                : with(bucket.withDead(slot, records, at)).settledAfter(this, at);
    }

    /**
     * With rejects of a chunk taken up by an amendment: they are rejected no more, but in flight. Closed buckets stay
     * closed with other sums, and whoever is about to close one as it stood before does not.
     *
     * @param more how many
     * @throws IllegalArgumentException if the chunk is not {@linkplain #isCounted counted} at the step, or has not so many
     */
    public Slice withRetried(String step, int slot, long more, Instant at) {
        Bucket was = bucket(step, at);
        if (!isCounted(step, slot) || was.standing(slot).rejected() < more) {
            throw new IllegalArgumentException(was.key() + ", slot " + slot + ": not " + more + " rejects to take up");
        }
        Bucket is = was.withRetried(slot, more, at);
        RunTally after = tally.step(step).isClosed(number) ? tally.withResummed(step, was.sums(), is.sums()) : tally;
        return with(is).with(after.withNextRevision());
    }

    /** Whether a chunk is done at a step, with its reject rows in, and at every step before. */
    public boolean isCounted(String step, int slot) {
        Bucket bucket = buckets.get(step);
        return bucket != null
                && bucket.rejects().containsKey(slot)
                && tally.findGraph()
                        .filter(graph -> graph.findNode(step).isPresent())
                        .filter(graph -> graph.pathTo(step).stream().allMatch(node -> {
                            Bucket before = buckets.get(node.name());
                            return before != null && before.cells().containsKey(slot);
                        }))
                        .isPresent();
    }

    /** With a chunk's dead letter sent again by an amendment: it is dead no more, but in flight. */
    public Slice withRedriven(String step, int slot, int amendment, Instant at) {
        Bucket bucket = bucket(step, at);
        return bucket.isDead(slot)
                ? with(bucket.withRedriven(slot, amendment, at)).settledAfter(this, at)
                : this;
    }

    /** With an outcome, unless the chunk has one. */
    public Slice withOutcome(ChunkOutcome outcome, Instant at) {
        int slot = BucketKey.slotOf(outcome.key().chunk());
        Bucket bucket = bucket(outcome.key().step(), at);
        if (bucket.cells().containsKey(slot)) {
            return this;
        }
        Bucket open = bucket.withClosed(bucket.closed() & ~(1L << slot));
        return with(open.withCell(slot, Cell.of(outcome), outcome.timing(), at)).settledAfter(this, at);
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
