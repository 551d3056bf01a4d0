package io.quadrille.observer.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which runs are asked for; null admits all.
 *
 * @param from the earliest start; times are compared to the millisecond
 * @param to the start from which on they are too late
 */
public record RunFilter(
        @Nullable String pipeline, @Nullable RunStatus status, @Nullable Instant from, @Nullable Instant to) {
    public static final RunFilter ALL = new RunFilter(null, null, null, null);

    public static RunFilter ofStatus(RunStatus status) {
        return new RunFilter(null, status, null, null);
    }

    public boolean admits(RunTally tally) {
        long start = tally.history().startedAt().toEpochMilli();
        return (pipeline == null || pipeline.equals(tally.run().pipeline()))
                && (status == null || status == tally.status())
                && (from == null || start >= from.toEpochMilli())
                && (to == null || start < to.toEpochMilli());
    }
}
