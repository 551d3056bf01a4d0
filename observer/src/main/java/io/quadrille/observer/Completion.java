package io.quadrille.observer;

import io.quadrille.events.Fact;
import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.BucketSums;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.LedgerStore.RunSnapshot;
import io.quadrille.observer.ledger.RunChange;
import io.quadrille.observer.ledger.RunHistory;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.ledger.RunTally;
import io.quadrille.observer.ledger.StepTally;
import io.quadrille.observer.runs.Reports;
import io.quadrille.observer.runs.RunReport;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The last step of closing: announces a run whose buckets are all closed, then marks it. */
final class Completion {
    private final LedgerStore store;
    private final Announcer announcer;
    private final InstantSource clock;

    Completion(LedgerStore store, Announcer announcer, InstantSource clock) {
        this.store = store;
        this.announcer = announcer;
        this.clock = clock;
    }

    /**
     * Does so unless the run is not complete or is marked. A crash between the two announces it again. An amendment is
     * only marked, and its run announced once all of them are complete.
     */
    void announceIfDue(RunKey run) {
        RunTally tally = store.findRun(run).orElse(null);
        if (tally == null) {
            return;
        }
        if (run.amends()) {
            endAmendment(tally);
        } else if (tally.history().completion() == null && tally.isComplete()) {
            announce(tally);
        }
    }

    private void endAmendment(RunTally tally) {
        RunKey root = tally.run().root();
        if (!tally.isComplete()) {
            reopen(root);
            return;
        }
        if (tally.history().completion() == null) {
            reopen(root); // a late outcome may have opened and closed it at once: what was told of the run is past
            RunStatus status = status(List.of(tally));
            store.change(tally.run(), new RunChange.Completed(status, tally.revision()), clock.instant());
        }
        announceIfDue(root);
    }

    private void reopen(RunKey root) {
        if (store.findRun(root)
                .filter(amended -> amended.history().completion() != null)
                .isPresent()) {
            store.change(root, new RunChange.Reopened(), clock.instant());
        }
    }

    private void announce(RunTally tally) {
        List<RunTally> all = new ArrayList<>(List.of(tally));
        for (RunHistory.Amendment amendment : tally.history().amendments()) {
            if (amendment.sends()) {
                RunTally sent = store.findRun(tally.run().amendedBy(amendment.number()))
                        .filter(RunTally::isComplete)
                        .orElse(null);
                if (sent == null) {
                    return;
                }
                all.add(sent);
            }
        }
        if (!isStill(tally)) {
            return;
        }
        RunStatus status = status(all);
        List<RunSnapshot> amendments = all.subList(1, all.size()).stream()
                .map(sent -> new RunSnapshot(sent, List.of()))
                .toList();
        RunReport report = Reports.of(new RunSnapshot(tally, List.of()), amendments);
        List<Fact.SinkTotals> sinks = report.sinks().stream()
                .map(sink -> new Fact.SinkTotals(
                        sink.step(),
                        sink.expanded(),
                        sink.loaded(),
                        sink.rejected(),
                        sink.filtered(),
                        sink.deadLettered()))
                .toList();
        int amended = tally.history().amendments().size();
        announcer.announce(
                new Fact.RunCompleted(
                        tally.run(), status.name(), report.extracted(), sinks, amended == 0 ? null : amended),
                SourceTimes.of(tally));
        store.change(tally.run(), new RunChange.Completed(status, tally.revision()), clock.instant());
    }

    /**
     * Whether the run is as it was before its amendments were read. Where it is not, the figures are of two moments; who
     * changed it asks for its completion too.
     */
    private boolean isStill(RunTally tally) {
        return tally.history().amendments().isEmpty()
                || store.findRun(tally.run())
                        .filter(now -> now.history().equals(tally.history())
                                && now.steps().equals(tally.steps()))
                        .isPresent();
    }

    private static RunStatus status(List<RunTally> tallies) {
        BucketSums all = tallies.stream()
                .flatMap(tally -> tally.steps().values().stream())
                .map(StepTally::sums)
                .reduce(BucketSums.ZERO, BucketSums::plus);
        if (all.deadChunks() > 0) {
            return RunStatus.COMPLETE_WITH_DEAD_LETTERS;
        }
        return all.counts().rejected() > 0 ? RunStatus.COMPLETE_WITH_REJECTS : RunStatus.COMPLETE;
    }
}
