package io.quadrille.aws.arrival;

import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.RunTally;
import io.quadrille.runtime.PipelineRuntime;
import java.time.Duration;

/** What the ledger says of a run's extract, in one read. Thread safe. */
final class ExtractState {
    /** So long that no run counts as stalled: only its completion is asked for. */
    private static final Duration NEVER_STALLED = Duration.ofDays(36_500);

    private final PipelineRuntime runtime;

    ExtractState(PipelineRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * Whether its closing totals are in, which are published last: there is nothing left to extract. A complete run that
     * nobody has announced is announced.
     */
    boolean isExtracted(RunKey run) {
        RunTally tally = runtime.ports().ledger().findRun(run).orElse(null);
        if (tally == null || tally.history().totals() == null) {
            return false;
        }
        if (tally.isComplete() && tally.history().completion() == null) {
            runtime.watchdog(NEVER_STALLED).check(run);
        }
        return true;
    }
}
