package io.quadrille.observer;

import io.quadrille.events.Fact;
import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.BucketSums;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.LedgerStore.RunSnapshot;
import io.quadrille.observer.ledger.RunChange;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.ledger.RunTally;
import io.quadrille.observer.ledger.StepTally;
import io.quadrille.observer.runs.Reports;
import io.quadrille.observer.runs.RunReport;
import java.time.InstantSource;
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

    /** Does so unless the run is not complete or is marked. A crash between the two announces it again. */
    void announceIfDue(RunKey run) {
        RunTally tally = store.findRun(run).orElse(null);
        if (tally == null || tally.history().completion() != null || !tally.isComplete()) {
            return;
        }
        RunStatus status = status(tally);
        RunReport report = Reports.of(new RunSnapshot(tally, List.of()));
        List<Fact.SinkTotals> sinks = report.sinks().stream()
                .map(sink -> new Fact.SinkTotals(
                        sink.step(),
                        sink.expanded(),
                        sink.loaded(),
                        sink.rejected(),
                        sink.filtered(),
                        sink.deadLettered()))
                .toList();
        announcer.announce(new Fact.RunCompleted(run, status.name(), report.extracted(), sinks), SourceTimes.of(tally));
        store.change(run, new RunChange.Completed(status, tally.revision()), clock.instant());
    }

    private static RunStatus status(RunTally tally) {
        BucketSums all = tally.steps().values().stream().map(StepTally::sums).reduce(BucketSums.ZERO, BucketSums::plus);
        if (all.deadChunks() > 0) {
            return RunStatus.COMPLETE_WITH_DEAD_LETTERS;
        }
        return all.counts().rejected() > 0 ? RunStatus.COMPLETE_WITH_REJECTS : RunStatus.COMPLETE;
    }
}
