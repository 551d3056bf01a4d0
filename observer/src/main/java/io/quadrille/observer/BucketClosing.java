package io.quadrille.observer;

import io.quadrille.events.RunKey;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.observer.ledger.Bucket;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.Cell;
import io.quadrille.observer.ledger.Conflict;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.LedgerStore.RunUpdate;
import io.quadrille.observer.ledger.RejectMark;
import io.quadrille.observer.ledger.RunChange;
import io.quadrille.observer.ledger.RunTally;
import io.quadrille.observer.ledger.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Adds the sums of full buckets to their run, once; what contradicts itself is noted before. */
final class BucketClosing {
    private final LedgerStore store;
    private final Instant now;

    BucketClosing(LedgerStore store, Instant now) {
        this.store = store;
        this.now = now;
    }

    /** Closes whatever of a run is full. @return the buckets that were looked at */
    List<Bucket> closeAll(RunKey run) {
        int from = store.findRun(run).map(RunTally::firstUnsettled).orElse(0);
        List<Bucket> buckets = store.buckets(run, from);
        buckets.forEach(this::closeIfFull);
        return buckets;
    }

    void closeFull(Slice slice) {
        slice.buckets().values().forEach(this::closeIfFull);
    }

    /**
     * Closes a bucket that has all its chunks, as far as the run's start and end are known.
     *
     * @param seen as the last write left it
     */
    void closeIfFull(Bucket seen) {
        BucketKey key = seen.key();
        Optional<RunTally> found = store.findRun(key.run());
        if (found.isEmpty()) {
            return;
        }
        RunTally tally = found.get();
        noteChunksBeyondEnd(tally, seen);
        Graph graph = tally.findGraph().orElse(null);
        int chunks = tally.chunksIn(key.bucket());
        if (graph == null
                || graph.findNode(key.step()).isEmpty()
                || chunks == 0
                || tally.step(key.step()).isClosed(key.bucket())
                || !seen.isFull(chunks)) {
            return;
        }
        close(tally, graph, key, chunks);
    }

    /** Reads the bucket after the tally: if closed buckets are opened again in between, the change does not apply. */
    private void close(RunTally tally, Graph graph, BucketKey key, int chunks) {
        Bucket bucket = store.findBucket(key).orElseThrow();
        if (!bucket.isFull(chunks)) {
            return;
        }
        noteContradictions(graph, bucket);
        RunUpdate update =
                store.change(key.run(), new RunChange.BucketClosed(key, bucket.sums(), tally.revision()), now);
        if (!update.applied() && !update.tally().step(key.step()).isClosed(key.bucket())) {
            closeIfFull(bucket);
        }
    }

    private void noteChunksBeyondEnd(RunTally tally, Bucket bucket) {
        int chunks = tally.chunksIn(bucket.key().bucket());
        if (chunks < BucketKey.CHUNKS && bucket.known() >>> chunks != 0) {
            int chunk = bucket.key().chunkAt(chunks + Long.numberOfTrailingZeros(bucket.known() >>> chunks));
            note(bucket, Conflict.Kind.BEYOND_THE_END, chunk, "the file has fewer chunks");
        }
    }

    /** Whichever of two neighbouring buckets closes last sees both; the one that closes first sees what there is. */
    private void noteContradictions(Graph graph, Bucket bucket) {
        bucket.cells().forEach((slot, cell) -> noteRejectsMissing(bucket, slot, cell));
        for (Graph.Node node : graph.nodes()) {
            String step = bucket.key().step();
            if (node.name().equals(step) && node.upstream() != null) {
                neighbour(bucket, node.upstream()).ifPresent(before -> noteBrokenFlow(before, bucket));
            } else if (step.equals(node.upstream())) {
                neighbour(bucket, node.name()).ifPresent(after -> noteBrokenFlow(bucket, after));
            }
        }
    }

    private Optional<Bucket> neighbour(Bucket bucket, String step) {
        return store.findBucket(new BucketKey(bucket.key().run(), bucket.key().bucket(), step));
    }

    private void noteRejectsMissing(Bucket bucket, int slot, Cell cell) {
        RejectMark mark = bucket.rejects().get(slot);
        int rows = mark == null ? 0 : mark.rows();
        if (rows != cell.counts().rejected()) {
            note(
                    bucket,
                    Conflict.Kind.REJECTS_DIFFER,
                    bucket.key().chunkAt(slot),
                    rows + " reject rows, but its outcome counts "
                            + cell.counts().rejected());
        }
    }

    private void noteBrokenFlow(Bucket before, Bucket after) {
        before.cells().forEach((slot, cell) -> {
            Cell next = after.cells().get(slot);
            long emitted = cell.counts().out();
            long taken = next == null ? emitted : next.counts().in();
            if (after.isDead(slot)) {
                taken = after.dead().getOrDefault(slot, 0L);
            }
            if (taken != emitted) {
                note(
                        after,
                        Conflict.Kind.FLOW_BROKEN,
                        after.key().chunkAt(slot),
                        taken + " records taken up, but " + before.key().step() + " emitted " + emitted);
            }
        });
    }

    private void note(Bucket bucket, Conflict.Kind kind, int chunk, String what) {
        Conflict conflict = Conflict.atChunk(kind, bucket.key().step(), chunk, what);
        Conflicts.note(store, bucket.key().run(), conflict, now);
    }
}
