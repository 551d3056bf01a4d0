package io.quadrille.observer.runs;

import io.quadrille.events.Counts;
import io.quadrille.events.Fact;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.observer.ledger.BucketSums;
import io.quadrille.observer.ledger.Conflict;
import io.quadrille.observer.ledger.LedgerStore.RunSnapshot;
import io.quadrille.observer.ledger.RunHistory;
import io.quadrille.observer.ledger.RunTally;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What retries add to their run. A reject that was taken up is in flight until the retry's extract has reported it, and
 * then what becomes of it is counted like any other record, but for the sinks that its retry owes alone.
 */
final class Amended {
    private final List<Retried> retries;

    private Amended(List<Retried> retries) {
        this.retries = retries;
    }

    /** @param sound whether its totals are those that were taken up, and those that its extract reported */
    private record Retried(
            RunTally tally, Graph graph, Funnel funnel, List<Funnel.Sink> sinks, @Nullable String step, boolean sound) {
        Funnel.@Nullable Sink sink(String name) {
            return sinks.stream()
                    .filter(sink -> sink.report().step().equals(name))
                    .findFirst()
                    .orElse(null);
        }
    }

    static Amended of(List<RunSnapshot> snapshots, RunHistory history) {
        List<Retried> retries = new ArrayList<>();
        for (RunSnapshot snapshot : snapshots) {
            RunTally tally = snapshot.tally();
            Graph graph = tally.findGraph().orElse(new Graph(List.of()));
            RunHistory.Amendment amendment =
                    history.findAmendment(tally.run().amendment()).orElseThrow();
            boolean sound = Reports.totalsAgree(tally, graph)
                    && tally.history()
                            .findTotals()
                            .map(Fact.FileExtracted::records)
                            .filter(records -> records != amendment.records())
                            .isEmpty();
            Funnel funnel = new Funnel(snapshot, graph);
            retries.add(new Retried(tally, graph, funnel, funnel.sinks(), amendment.step(), sound));
        }
        return new Amended(retries);
    }

    /** A sink of the run with what became of its records that were sent again. */
    SinkReport added(Funnel.Sink sink) {
        SinkReport sum = sink.report();
        long awaited = sink.retried();
        for (Retried retry : retries) {
            Funnel.Sink more = retry.sink(sum.step());
            if (more != null) {
                SinkReport its = more.report();
                awaited += more.retried() - its.extracted();
                sum = new SinkReport(
                        sum.step(),
                        sum.table(),
                        sum.extracted(),
                        sum.expanded() + its.expanded(),
                        sum.loaded() + its.loaded(),
                        sum.rejected() + its.rejected(),
                        sum.filtered() + its.filtered(),
                        sum.deadLettered() + its.deadLettered(),
                        sum.inFlight() + its.inFlight(),
                        true);
            }
        }
        return sum.withInFlight(sum.inFlight() + awaited);
    }

    /** Whether nothing that retries tell of the sink contradicts itself, and none sent more than was taken up. */
    boolean isSound(Funnel.Sink sink) {
        String name = sink.report().step();
        long awaited = sink.retried();
        for (Retried retry : retries) {
            Funnel.Sink more = retry.sink(name);
            if (more != null) {
                awaited += more.retried() - more.report().extracted();
                if (!retry.sound() || Reports.contradicted(retry.tally(), retry.graph(), name)) {
                    return false;
                }
            }
        }
        return awaited >= 0;
    }

    /**
     * What a step has reported with what retries made of it: a record that was taken up is one that the step that rejected
     * it has not consumed. A step before that one only repeats itself, unless it ends the record now.
     */
    BucketSums reported(Graph.Node node, BucketSums own) {
        BucketSums sums = withoutRetried(own);
        for (Retried retry : retries) {
            if (retry.graph().findNode(node.name()).isPresent()) {
                BucketSums more = withoutRetried(retry.funnel().reported(node.name()));
                sums = sums.plus(isBefore(retry, node.name()) ? ended(more) : more);
            }
        }
        return sums;
    }

    private static boolean isBefore(Retried retry, String step) {
        return retry.graph().downstreamOf(step).stream()
                .anyMatch(later -> later.name().equals(retry.step()));
    }

    private static BucketSums withoutRetried(BucketSums sums) {
        Counts counts = sums.counts();
        return with(
                sums,
                new Counts(
                        counts.in() - sums.retried(),
                        counts.out(),
                        counts.expanded(),
                        counts.rejected(),
                        counts.filtered(),
                        counts.loaded()));
    }

    private static BucketSums ended(BucketSums sums) {
        Counts counts = sums.counts();
        long ended = counts.rejected() + counts.filtered();
        return with(sums, new Counts(ended, 0, 0, counts.rejected(), counts.filtered(), 0));
    }

    private static BucketSums with(BucketSums sums, Counts counts) {
        return new BucketSums(
                counts, sums.deadLettered(), sums.deadChunks(), sums.waiting(), sums.working(), sums.retried());
    }

    long duplicates() {
        return retries.stream().mapToLong(retry -> retry.tally().duplicates()).sum();
    }

    List<Conflict> conflicts() {
        return retries.stream()
                .flatMap(retry -> retry.tally().conflicts().stream()
                        .map(conflict -> new Conflict(
                                conflict.kind(),
                                conflict.step(),
                                "amendment " + retry.tally().run().amendment() + ", " + conflict.message())))
                .toList();
    }
}
