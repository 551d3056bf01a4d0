package io.quadrille.observer.runs;

import io.quadrille.events.Counts;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.observer.ledger.Bucket;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.BucketSums;
import io.quadrille.observer.ledger.Cell;
import io.quadrille.observer.ledger.LedgerStore.RunSnapshot;
import io.quadrille.observer.ledger.RunTally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The sums of a run: what is settled comes from its item, what is under way from its buckets, chunk by chunk.
 *
 * <p>A chunk is followed from the extract along a sink's path until a step that has not reported it: there it is dead, or
 * what the step before emitted is in flight. What later steps have already reported of it counts once the gap is closed.
 */
final class Funnel {
    private final RunTally tally;
    private final Graph graph;
    private final SortedMap<Integer, Map<String, Bucket>> underWay = new TreeMap<>();

    Funnel(RunSnapshot snapshot, Graph graph) {
        this.tally = snapshot.tally();
        this.graph = graph;
        for (Bucket bucket : snapshot.buckets()) {
            int number = bucket.key().bucket();
            if (!tally.isSettled(number)) {
                underWay.computeIfAbsent(number, absent -> new TreeMap<>())
                        .put(bucket.key().step(), bucket);
            }
        }
    }

    /** All that a step has reported, also of chunks that a step before it has not. */
    BucketSums reported(String step) {
        BucketSums sums = tally.step(step).sums();
        for (var slice : underWay.entrySet()) {
            Bucket bucket = slice.getValue().get(step);
            if (bucket != null && !tally.step(step).isClosed(slice.getKey())) {
                sums = sums.plus(bucket.sums());
            }
        }
        return sums;
    }

    /** The sums of the buckets that are closed at every step. */
    private BucketSums settled(String step) {
        BucketSums sums = tally.step(step).sums();
        for (var slice : underWay.entrySet()) {
            Bucket bucket = slice.getValue().get(step);
            if (bucket != null && tally.step(step).isClosed(slice.getKey())) {
                sums = sums.minus(bucket.sums());
            }
        }
        return sums;
    }

    /** @param retried rejects on its path that retries took up; they are in flight again, and not counted in the report */
    record Sink(SinkReport report, long retried) {}

    List<Sink> sinks() {
        List<Sink> sinks = new ArrayList<>();
        for (Graph.Node sink : graph.sinks()) {
            sinks.add(sink(sink, graph.pathTo(sink.name())));
        }
        return sinks;
    }

    private Sink sink(Graph.Node sink, List<Graph.Node> path) {
        Path sums = new Path(sink);
        for (Graph.Node node : path) {
            BucketSums settled = settled(node.name());
            sums.add(node, settled.counts());
            sums.deadLettered += settled.deadLettered();
            sums.retried += settled.retried();
        }
        for (Map<String, Bucket> slice : underWay.values()) {
            for (int slot = 0; slot < BucketKey.CHUNKS; slot++) {
                follow(slice, slot, path, sums);
            }
        }
        return sums.report();
    }

    private static void follow(Map<String, Bucket> slice, int slot, List<Graph.Node> path, Path sums) {
        long emitted = 0;
        for (Graph.Node node : path) {
            Bucket bucket = slice.get(node.name());
            Cell cell = bucket == null ? null : bucket.cells().get(slot);
            if (bucket != null && cell != null) {
                sums.add(node, bucket.standing(slot));
                sums.retried += bucket.amendment(slot).retried();
                emitted = cell.counts().out();
            } else if (bucket != null && bucket.isDead(slot)) {
                sums.deadLettered += bucket.dead().getOrDefault(slot, 0L);
                return;
            } else {
                sums.inFlight += emitted;
                return;
            }
        }
    }

    /** The running sums of one sink. */
    private static final class Path {
        private final Graph.Node sink;
        private long extracted;
        private long expanded;
        private long loaded;
        private long rejected;
        private long filtered;
        private long deadLettered;
        private long inFlight;
        private long retried;

        Path(Graph.Node sink) {
            this.sink = sink;
        }

        void add(Graph.Node node, Counts counts) {
            if (node.upstream() == null) {
                extracted += counts.in();
            }
            expanded += counts.expanded();
            rejected += counts.rejected();
            filtered += counts.filtered();
            if (node.equals(sink)) {
                loaded += sink.ending() ? counts.out() : counts.loaded();
            }
        }

        Sink report() {
            SinkReport report = new SinkReport(
                    sink.name(),
                    sink.table(),
                    extracted,
                    expanded,
                    loaded,
                    rejected,
                    filtered,
                    deadLettered,
                    inFlight,
                    true);
            return new Sink(report, retried);
        }
    }
}
