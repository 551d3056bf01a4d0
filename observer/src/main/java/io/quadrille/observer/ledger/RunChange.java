package io.quadrille.observer.ledger;

import io.quadrille.events.Fact;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A conditional update of a run's item: one write, whose condition makes it idempotent. */
public sealed interface RunChange {
    /**
     * The tally after the change; empty where the condition fails, and nothing changes.
     *
     * @param at the time of the update
     */
    Optional<RunTally> on(RunTally tally, Instant at);

    /** The first start holds: its graph is the run's. */
    record Started(Fact.RunStarted fact, Instant published) implements RunChange {
        @Override
        public Optional<RunTally> on(RunTally tally, Instant at) {
            return tally.history().start() != null
                    ? Optional.empty()
                    : Optional.of(tally.with(tally.history().withStart(new RunHistory.Start(fact, published), at)));
        }
    }

    /** The first totals hold. */
    record Extracted(Fact.FileExtracted fact) implements RunChange {
        @Override
        public Optional<RunTally> on(RunTally tally, Instant at) {
            return tally.history().totals() != null
                    ? Optional.empty()
                    : Optional.of(tally.with(tally.history().withTotals(fact, at)));
        }
    }

    /** Adds a full bucket's sums unless its number is in, or the revision is another than when the bucket was read. */
    record BucketClosed(BucketKey bucket, BucketSums sums, long revision) implements RunChange {
        @Override
        public Optional<RunTally> on(RunTally tally, Instant at) {
            return tally.revision() != revision || tally.step(bucket.step()).isClosed(bucket.bucket())
                    ? Optional.empty()
                    : Optional.of(tally.withClosed(bucket.step(), bucket.bucket(), sums, at));
        }
    }

    /** Adds what was dropped; the one change that repeats if it is repeated, as a repeated delivery is a duplicate too. */
    record Duplicates(long more) implements RunChange {
        @Override
        public Optional<RunTally> on(RunTally tally, Instant at) {
            return Optional.of(tally.withDuplicates(more));
        }
    }

    /** Adds a conflict unless it is in, or there are enough of them. */
    record Conflicting(Conflict conflict) implements RunChange {
        @Override
        public Optional<RunTally> on(RunTally tally, Instant at) {
            return tally.conflicts().contains(conflict) || tally.conflicts().size() >= RunTally.MAX_CONFLICTS
                    ? Optional.empty()
                    : Optional.of(tally.with(conflict));
        }
    }

    /** The failure published last holds. */
    record Failed(String reason, Instant published) implements RunChange {
        @Override
        public Optional<RunTally> on(RunTally tally, Instant at) {
            RunHistory.Failure known = tally.history().failure();
            return known != null && !published.isAfter(known.at())
                    ? Optional.empty()
                    : Optional.of(tally.with(tally.history().withFailure(new RunHistory.Failure(reason, published))));
        }
    }

    /** A failure ends when the extract is seen at work after it. */
    record Resumed(Instant published) implements RunChange {
        @Override
        public Optional<RunTally> on(RunTally tally, Instant at) {
            RunHistory.Failure known = tally.history().failure();
            return known == null || !published.isAfter(known.at())
                    ? Optional.empty()
                    : Optional.of(tally.with(tally.history().withFailure(null).withProgress(at)));
        }
    }

    /** A stall ends with the next progress. */
    record Progressed() implements RunChange {
        @Override
        public Optional<RunTally> on(RunTally tally, Instant at) {
            return tally.history().stall() == null
                    ? Optional.empty()
                    : Optional.of(tally.with(tally.history().withProgress(at)));
        }
    }

    /** A run that is running has made no progress since a moment. */
    record Stalled(Instant lastProgress, List<String> missing) implements RunChange {
        @Override
        public Optional<RunTally> on(RunTally tally, Instant at) {
            return tally.status() != RunStatus.RUNNING
                            || tally.history().progress().isAfter(lastProgress)
                    ? Optional.empty()
                    : Optional.of(tally.with(tally.history().withStall(new RunHistory.Stall(lastProgress, missing))));
        }
    }

    /** The mark that completion has been announced, unless the revision is another than that of the tally announced. */
    record Completed(RunStatus status, long revision) implements RunChange {
        @Override
        public Optional<RunTally> on(RunTally tally, Instant at) {
            return tally.history().completion() != null || tally.revision() != revision
                    ? Optional.empty()
                    : Optional.of(tally.with(tally.history().withCompletion(new RunHistory.Completion(status, at))));
        }
    }

    /**
     * Begins an amendment under the next number, unless one was begun with its key for its step. The run is no longer
     * complete, whoever is about to say so.
     */
    record AmendmentBegun(String action, @Nullable String step, @Nullable String code, String key)
            implements RunChange {
        /** The one that was begun so. */
        public Optional<RunHistory.Amendment> in(RunTally tally) {
            return tally.history().amendments().stream()
                    .filter(each -> key.equals(each.key()) && Objects.equals(step, each.step()))
                    .findFirst();
        }

        @Override
        public Optional<RunTally> on(RunTally tally, Instant at) {
            if (in(tally).isPresent()) {
                return Optional.empty();
            }
            int next = 1
                    + tally.history().amendments().stream()
                            .mapToInt(RunHistory.Amendment::number)
                            .max()
                            .orElse(0);
            RunHistory begun = tally.history()
                    .withAmendment(new RunHistory.Amendment(next, action, 0, at, step, code, key, true))
                    .withCompletion(null)
                    .withProgress(at);
            return Optional.of(tally.with(begun).withNextRevision());
        }
    }

    /** An amendment has taken up all it takes, which is so many records. */
    record AmendmentTaken(int number, long records) implements RunChange {
        @Override
        public Optional<RunTally> on(RunTally tally, Instant at) {
            return tally.history()
                    .findAmendment(number)
                    .filter(RunHistory.Amendment::open)
                    .map(begun -> tally.with(tally.history()
                                    .withAmendment(begun.closed(records))
                                    .withProgress(at))
                            .withNextRevision());
        }
    }

    /** A run that was complete no longer is, as one of its amendments is not. */
    record Reopened() implements RunChange {
        @Override
        public Optional<RunTally> on(RunTally tally, Instant at) {
            return tally.history().completion() == null
                    ? Optional.empty()
                    : Optional.of(
                            tally.with(tally.history().withCompletion(null)).withNextRevision());
        }
    }

    /** Adds an amendment unless its number is in. */
    record Amended(RunHistory.Amendment amendment) implements RunChange {
        @Override
        public Optional<RunTally> on(RunTally tally, Instant at) {
            boolean known =
                    tally.history().amendments().stream().anyMatch(earlier -> earlier.number() == amendment.number());
            return known
                    ? Optional.empty()
                    : Optional.of(tally.with(tally.history().withAmendment(amendment)));
        }
    }
}
