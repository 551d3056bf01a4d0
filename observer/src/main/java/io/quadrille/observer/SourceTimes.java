package io.quadrille.observer;

import io.quadrille.observer.ledger.RunTally;
import java.time.Instant;

/** The source time that announcements about a run carry. */
final class SourceTimes {
    private SourceTimes() {}

    static Instant of(RunTally tally) {
        return tally.history()
                .findStart()
                .map(start -> start.sourceTime())
                .orElse(tally.history().appeared());
    }
}
