package io.quadrille.contracts.ledger;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.Counts;
import io.quadrille.events.Fact;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.observer.runs.SinkReport;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What follows from the facts delivered so far, worked out from nothing but them. */
final class Oracle {
    private final Graph graph;
    private final Map<ChunkKey, Counts> done = new HashMap<>();
    private final Map<ChunkKey, Long> dead = new HashMap<>();
    private final Set<ChunkKey> rejectsIn = new HashSet<>();
    private boolean started;
    private Fact.@Nullable FileExtracted totals;
    private final Staged staged;
    long duplicates;

    Oracle(Staged staged) {
        this.staged = staged;
        this.graph = staged.graph();
    }

    void deliver(Fact fact) {
        if (fact instanceof Fact.StepOutcome outcome) {
            duplicates += done.put(outcome.key(), outcome.outcome().counts()) == null ? 0 : 1;
        } else if (fact instanceof Fact.RecordsDeadLettered letter) {
            dead.put(letter.key(), letter.records());
        } else if (fact instanceof Fact.RecordsRejected rejected) {
            rejectsIn.add(rejected.key());
        } else if (fact instanceof Fact.FileExtracted last) {
            totals = last;
        } else if (fact instanceof Fact.RunStarted) {
            started = true;
        }
    }

    boolean knowsGraph() {
        return started;
    }

    private ChunkKey key(Graph.Node node, int chunk) {
        return staged.chunk(node.name(), chunk);
    }

    private boolean stands(Graph.Node node, int chunk) {
        return dead.containsKey(key(node, chunk))
                && !done.containsKey(key(node, chunk))
                && graph.downstreamOf(node.name()).stream()
                        .map(later -> key(later, chunk))
                        .noneMatch(later -> done.containsKey(later) || dead.containsKey(later));
    }

    private boolean ended(Graph.Node node, int chunk) {
        Counts counts = done.get(key(node, chunk));
        if (counts != null) {
            return counts.rejected() == 0 || rejectsIn.contains(key(node, chunk));
        }
        return graph.pathTo(node.name()).stream().anyMatch(before -> stands(before, chunk));
    }

    private int chunks() {
        if (totals != null) {
            return totals.chunks();
        }
        int most = 0;
        for (ChunkKey key : done.keySet()) {
            most = Math.max(most, key.chunk() + 1);
        }
        for (ChunkKey key : dead.keySet()) {
            most = Math.max(most, key.chunk() + 1);
        }
        return most;
    }

    boolean complete() {
        return started && totals != null && completed().cardinality() == totals.chunks();
    }

    BitSet completed() {
        BitSet completed = new BitSet();
        for (int chunk = 0; started && chunk < chunks(); chunk++) {
            int number = chunk;
            completed.set(chunk, graph.nodes().stream().allMatch(node -> ended(node, number)));
        }
        return completed;
    }

    /** By step, the chunks not ended. */
    Map<String, BitSet> missing() {
        Map<String, BitSet> missing = new HashMap<>();
        for (Graph.Node node : graph.nodes()) {
            for (int chunk = 0; started && chunk < chunks(); chunk++) {
                if (!ended(node, chunk)) {
                    missing.computeIfAbsent(node.name(), step -> new BitSet()).set(chunk);
                }
            }
        }
        return missing;
    }

    Counts reported(String step) {
        Counts sum = Counts.ZERO;
        for (var outcome : done.entrySet()) {
            sum = outcome.getKey().step().equals(step) ? sum.plus(outcome.getValue()) : sum;
        }
        return sum;
    }

    List<SinkReport> sinks() {
        List<SinkReport> sinks = new ArrayList<>();
        for (Graph.Node sink : started ? graph.sinks() : List.<Graph.Node>of()) {
            sinks.add(sink(sink));
        }
        return sinks;
    }

    private SinkReport sink(Graph.Node sink) {
        Counts sum = Counts.ZERO;
        long extracted = 0;
        long loaded = 0;
        long deadLettered = 0;
        long inFlight = 0;
        for (int chunk = 0; chunk < chunks(); chunk++) {
            for (Graph.Node node : graph.pathTo(sink.name())) {
                Counts counts = done.get(key(node, chunk));
                if (counts == null) {
                    Counts before = node.upstream() == null
                            ? Counts.ZERO
                            : done.getOrDefault(staged.chunk(node.upstream(), chunk), Counts.ZERO);
                    if (stands(node, chunk)) {
                        deadLettered += dead.getOrDefault(key(node, chunk), 0L);
                    } else {
                        inFlight += before.out();
                    }
                    break;
                }
                sum = sum.plus(counts);
                extracted += node.upstream() == null ? counts.in() : 0;
                loaded += node.equals(sink) ? (sink.ending() ? counts.out() : counts.loaded()) : 0;
            }
        }
        return new SinkReport(
                sink.name(),
                sink.table(),
                extracted,
                sum.expanded(),
                loaded,
                sum.rejected(),
                sum.filtered(),
                deadLettered,
                inFlight,
                true);
    }
}
