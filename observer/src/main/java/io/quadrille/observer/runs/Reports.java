package io.quadrille.observer.runs;

import io.quadrille.events.Fact;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.Conflict;
import io.quadrille.observer.ledger.LedgerStore.RunSnapshot;
import io.quadrille.observer.ledger.RunHistory;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.ledger.RunTally;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes reports of what the ledger holds. */
public final class Reports {
    private static final SinkReport NOTHING = new SinkReport("", null, 0, 0, 0, 0, 0, 0, 0, true);

    private Reports() {}

    public static RunReport of(RunSnapshot snapshot) {
        RunTally tally = snapshot.tally();
        RunHistory history = tally.history();
        Graph graph = tally.findGraph().orElse(new Graph(List.of()));
        Funnel funnel = new Funnel(snapshot, graph);
        boolean sound = totalsAgree(tally, graph);
        List<SinkReport> sinks = funnel.sinks().stream()
                .map(sink -> sink.balancedIf(sound && !contradicted(tally, graph, sink)))
                .toList();
        List<StepReport> steps = graph.nodes().stream()
                .map(node -> StepReports.of(node, tally, funnel))
                .toList();
        return new RunReport(
                tally.run(),
                history.findStart().map(Fact.RunStarted::source).orElse(null),
                tally.status(),
                headline(sinks),
                sinks,
                steps,
                sinks.stream().allMatch(SinkReport::balanced)
                        && (!sinks.isEmpty() || tally.conflicts().isEmpty()),
                tally.duplicates(),
                history.startedAt(),
                endedAt(history),
                history.failure() == null || tally.status().isComplete()
                        ? null
                        : history.failure().reason(),
                history.findTotals().map(Fact.FileExtracted::ignoredColumns).orElse(List.of()),
                history.stall() == null ? List.of() : history.stall().missing(),
                tally.conflicts(),
                history.amendments(),
                StepReports.rejects(graph, funnel),
                new Bottlenecks(
                                graph,
                                steps,
                                new Series(graph, funnel).with(List.of()),
                                tally.status() != RunStatus.RUNNING)
                        .find());
    }

    private static SinkReport headline(List<SinkReport> sinks) {
        SinkReport most = sinks.isEmpty() ? NOTHING : sinks.get(0);
        for (SinkReport sink : sinks) {
            most = sink.trouble() > most.trouble() ? sink : most;
        }
        return most;
    }

    private static @Nullable Instant endedAt(RunHistory history) {
        if (history.completion() != null) {
            return history.completion().at();
        }
        return history.failure() == null ? null : history.failure().at();
    }

    /** Whether the extract's closing totals equal the sums of its outcomes, once all are in, and the source's length. */
    private static boolean totalsAgree(RunTally tally, Graph graph) {
        Fact.FileExtracted totals = tally.history().totals();
        if (totals == null || tally.history().start() == null) {
            return true;
        }
        String extract = graph.extract().name();
        boolean allIn = tally.step(extract).firstOpen() >= BucketKey.count(totals.chunks());
        long read = tally.step(extract).sums().counts().in();
        return (allIn ? read == totals.records() : read <= totals.records())
                && totals.storedBytes()
                        == tally.history().start().fact().source().bytes();
    }

    private static boolean contradicted(RunTally tally, Graph graph, SinkReport sink) {
        List<String> path =
                graph.pathTo(sink.step()).stream().map(Graph.Node::name).toList();
        return tally.conflicts().stream()
                .map(Conflict::step)
                .anyMatch(step -> step == null
                        || path.contains(step)
                        || graph.findNode(step).isEmpty());
    }
}
