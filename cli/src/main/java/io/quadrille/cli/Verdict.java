package io.quadrille.cli;

import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.RunReport;
import org.jspecify.annotations.Nullable;

/** A run's exit code. */
final class Verdict {
    private Verdict() {}

    /** @param most the rejects allowed; null for any number */
    static int of(RunReport report, @Nullable MaxRejects most) {
        RunStatus status = report.status();
        if (status == RunStatus.STALLED || status == RunStatus.RUNNING) {
            return ExitCode.STALLED;
        }
        if (status == RunStatus.FAILED || status == RunStatus.COMPLETE_WITH_DEAD_LETTERS || !report.balanced()) {
            return ExitCode.FAILED;
        }
        return exceeds(report, most) ? ExitCode.TOO_MANY_REJECTS : ExitCode.DONE;
    }

    static boolean exceeds(RunReport report, @Nullable MaxRejects most) {
        return most != null && !most.allows(report.headline().rejected(), report.extracted());
    }
}
