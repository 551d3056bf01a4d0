package io.quadrille.observer.runs;

import io.quadrille.events.pipeline.Graph;
import io.quadrille.observer.ledger.Bucket;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.LedgerStore.RunSnapshot;
import io.quadrille.observer.ledger.RunTally;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which chunks each step has ended: with an outcome and its reject rows, or by a dead letter. */
public final class ChunkProgress {
    private final Map<String, BitSet> ended = new LinkedHashMap<>();
    private final int known;

    private ChunkProgress(RunTally tally, Graph graph, List<Bucket> buckets) {
        int most = 0;
        for (Graph.Node node : graph.nodes()) {
            BitSet chunks = new BitSet();
            BitSet closed = tally.step(node.name()).closed();
            for (int bucket = closed.nextSetBit(0); bucket >= 0; bucket = closed.nextSetBit(bucket + 1)) {
                int first = bucket * BucketKey.CHUNKS;
                chunks.set(first, first + tally.chunksIn(bucket));
            }
            ended.put(node.name(), chunks);
            most = Math.max(most, chunks.length());
        }
        for (Bucket bucket : buckets) {
            BitSet chunks = ended.get(bucket.key().step());
            if (chunks != null) {
                most = Math.max(most, add(bucket, chunks));
            }
        }
        known = tally.history().totals() == null
                ? most
                : tally.history().totals().chunks();
    }

    public static ChunkProgress of(RunSnapshot snapshot) {
        Graph graph = snapshot.tally().findGraph().orElse(new Graph(List.of()));
        return new ChunkProgress(snapshot.tally(), graph, snapshot.buckets());
    }

    /** @return one more than the highest chunk that the bucket knows of */
    private static int add(Bucket bucket, BitSet chunks) {
        long bits = bucket.known();
        for (int slot = 0; slot < BucketKey.CHUNKS; slot++) {
            if (bucket.isSettled(slot)) {
                chunks.set(bucket.key().chunkAt(slot));
            }
        }
        return bits == 0 ? 0 : bucket.key().chunkAt(63 - Long.numberOfLeadingZeros(bits)) + 1;
    }

    /** Of the chunks known of: those that the totals name, or up to the highest that any step has reported. */
    public List<MissingChunks> missing() {
        List<MissingChunks> missing = new ArrayList<>();
        ended.forEach((step, chunks) -> {
            BitSet lacking = new BitSet();
            lacking.set(0, known);
            lacking.andNot(chunks);
            if (!lacking.isEmpty()) {
                missing.add(new MissingChunks(step, ChunkRanges.of(lacking)));
            }
        });
        return missing;
    }

    /** Ended at every step. */
    public BitSet completed() {
        BitSet completed = new BitSet();
        if (!ended.isEmpty()) {
            completed.set(0, known);
            ended.values().forEach(completed::and);
        }
        return completed;
    }
}
