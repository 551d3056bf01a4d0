package io.quadrille.observer.runs;

import io.quadrille.events.pipeline.Graph;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.BucketSums;
import io.quadrille.observer.ledger.RejectGroup;
import io.quadrille.observer.ledger.RunTally;
import io.quadrille.observer.ledger.Timeline;
import io.quadrille.observer.runs.StepReport.Quantiles;
import io.quadrille.observer.runs.StepReport.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the reports of a run's steps. */
final class StepReports {
    private StepReports() {}

    static StepReport of(Graph.Node node, RunTally tally, BucketSums sums, long backlog) {
        long chunks = sums.waiting().total();
        return new StepReport(
                node.name(),
                node.kind(),
                node.upstream(),
                state(node, tally, chunks + sums.deadChunks(), backlog),
                sums.counts(),
                chunks,
                sums.deadLettered(),
                backlog,
                perSecond(sums),
                Quantiles.of(sums.waiting()),
                Quantiles.of(sums.working()));
    }

    private static State state(Graph.Node node, RunTally tally, long ended, long backlog) {
        boolean done = tally.history()
                .findTotals()
                .filter(totals -> tally.step(node.name()).firstOpen() >= BucketKey.count(totals.chunks()))
                .isPresent();
        if (done) {
            return State.DONE;
        } else if (ended == 0) {
            return State.NOT_REACHED;
        }
        return backlog > 0 || node.upstream() == null ? State.WORKING : State.IDLE;
    }

    private static double perSecond(BucketSums sums) {
        Timeline timeline = sums.timeline();
        double seconds = timeline.slots().size() * timeline.slotLength().toMillis() / 1_000.0;
        return seconds == 0 ? 0 : sums.counts().in() / seconds;
    }

    /** What all steps rejected, most records first. @param sums by step */
    static List<RejectGroup> rejects(Map<String, BucketSums> sums) {
        List<RejectGroup> groups = new ArrayList<>();
        sums.forEach((step, of) -> of.reasons().counts().forEach((reason, count) -> {
            if (count > 0) {
                String column = reason.column().isEmpty() ? null : reason.column();
                groups.add(new RejectGroup(step, column, reason.code(), count));
            }
        }));
        groups.sort(RejectGroup.ORDER);
        return groups;
    }
}
