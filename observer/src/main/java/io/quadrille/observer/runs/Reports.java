package io.quadrille.observer.runs;

import io.quadrille.events.Fact;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.BucketSums;
import io.quadrille.observer.ledger.Conflict;
import io.quadrille.observer.ledger.LedgerStore.RunSnapshot;
import io.quadrille.observer.ledger.RunHistory;
import io.quadrille.observer.ledger.RunTally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes reports of what the ledger holds. */
public final class Reports {
    private static final SinkReport NOTHING = new SinkReport("", null, 0, 0, 0, 0, 0, 0, 0, true);

    private Reports() {}

    /** Of a run that was not amended. */
    public static RunReport of(RunSnapshot snapshot) {
        return of(snapshot, List.of());
    }

    static RunReport of(AmendedRun run) {
        return of(run.root(), run.amendments());
    }

    /** @param amendments each read before what it took up, and together with it */
    public static RunReport of(RunSnapshot snapshot, List<RunSnapshot> amendments) {
        RunTally tally = snapshot.tally();
        RunHistory history = tally.history();
        Graph graph = tally.findGraph().orElse(new Graph(List.of()));
        Funnel funnel = new Funnel(snapshot, graph);
        boolean sound = totalsAgree(tally, graph);
        Amended amended = Amended.of(amendments, history);
        List<SinkReport> sinks = funnel.sinks().stream()
                .map(sink -> amended.added(sink)
                        .balancedIf(sound
                                && !contradicted(tally, graph, sink.report().step())
                                && amended.isSound(sink)))
                .toList();
        List<Conflict> conflicts = new ArrayList<>(tally.conflicts());
        conflicts.addAll(amended.conflicts());
        return new RunReport(
                tally.run(),
                history.findStart().map(Fact.RunStarted::source).orElse(null),
                tally.status(),
                headline(sinks),
                sinks,
                graph.nodes().stream()
                        .map(node -> step(node, amended.reported(node, funnel.reported(node.name()))))
                        .toList(),
                sinks.stream().allMatch(SinkReport::balanced) && (!sinks.isEmpty() || conflicts.isEmpty()),
                tally.duplicates() + amended.duplicates(),
                history.startedAt(),
                endedAt(history),
                history.failure() == null || tally.status().isComplete()
                        ? null
                        : history.failure().reason(),
                history.findTotals().map(Fact.FileExtracted::ignoredColumns).orElse(List.of()),
                history.stall() == null ? List.of() : history.stall().missing(),
                conflicts,
                history.amendments());
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

    private static StepReport step(Graph.Node node, BucketSums sums) {
        return new StepReport(
                node.name(),
                node.kind(),
                sums.counts(),
                sums.deadLettered(),
                StepReport.Quantiles.of(sums.waiting()),
                StepReport.Quantiles.of(sums.working()));
    }

    /** Whether the extract's closing totals equal the sums of its outcomes, once all are in, and the source's length. */
    static boolean totalsAgree(RunTally tally, Graph graph) {
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

    static boolean contradicted(RunTally tally, Graph graph, String sink) {
        List<String> path = graph.pathTo(sink).stream().map(Graph.Node::name).toList();
        return tally.conflicts().stream()
                .map(Conflict::step)
                .anyMatch(step -> step == null
                        || path.contains(step)
                        || graph.findNode(step).isEmpty());
    }
}
