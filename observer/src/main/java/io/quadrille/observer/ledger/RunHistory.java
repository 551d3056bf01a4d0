package io.quadrille.observer.ledger;

import io.quadrille.events.Fact;
import io.quadrille.events.Fact.FileExtracted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was told of a run as a whole. Immutable.
 *
 * @param appeared when the ledger first heard of it
 * @param progress when it last heard something new of the run as a whole; buckets have their own
 */
public record RunHistory(
        Instant appeared,
        Instant progress,
        @Nullable Start start,
        @Nullable FileExtracted totals,
        @Nullable Failure failure,
        @Nullable Stall stall,
        @Nullable Completion completion,
        List<Amendment> amendments) {

    public RunHistory {
        amendments = List.copyOf(amendments);
    }

    /** @param at when the start was published */
    public record Start(Fact.RunStarted fact, Instant at) {}

    /** @param at when the failure was published */
    public record Failure(String reason, Instant at) {}

    /**
     * @param lastProgress when something had last happened
     * @param missing what lacked, such as {@code load: chunks 3, 7-9}
     */
    public record Stall(Instant lastProgress, List<String> missing) {
        public Stall {
            missing = List.copyOf(missing);
        }
    }

    /** @param at when the completion was announced */
    public record Completion(RunStatus status, Instant at) {}

    /**
     * A retry, redrive or republish.
     *
     * @param at when it was begun
     * @param step of a retry, the step whose rejects it takes up; null otherwise
     * @param code of a retry, the only code it takes up; null for all
     * @param key the idempotency key it was asked for with; null where only its announcement is known
     * @param open whether it is still taking up; its records are known when it no longer is
     */
    public record Amendment(
            int number,
            String action,
            long records,
            Instant at,
            @Nullable String step,
            @Nullable String code,
            @Nullable String key,
            boolean open) {
        public static final String RETRY = "RETRY";
        public static final String REDRIVE = "REDRIVE";
        public static final String REPUBLISH = "REPUBLISH";

        /** One of which the announcement is known. */
        public Amendment(int number, String action, long records, Instant at) {
            this(number, action, records, at, null, null, null, false);
        }

        /** Whether records of it travel under a key of their own: a retry that took some up. */
        public boolean sends() {
            return action.equals(RETRY) && records > 0;
        }

        /** With all taken up. */
        Amendment closed(long taken) {
            return new Amendment(number, action, taken, at, step, code, key, false);
        }
    }

    static RunHistory unheard(Instant at) {
        return new RunHistory(at, at, null, null, null, null, null, List.of());
    }

    public Optional<Fact.RunStarted> findStart() {
        return Optional.ofNullable(start).map(Start::fact);
    }

    public Optional<Amendment> findAmendment(int number) {
        return amendments.stream().filter(each -> each.number() == number).findFirst();
    }

    /** Whether an amendment is taking up records. */
    public boolean isTaking(int number) {
        return findAmendment(number).filter(Amendment::open).isPresent();
    }

    public Optional<FileExtracted> findTotals() {
        return Optional.ofNullable(totals);
    }

    /** When it was started; until that is known, when the ledger first heard of it. */
    public Instant startedAt() {
        return start == null ? appeared : start.at();
    }

    /** Completion beats failure beats stall. */
    public RunStatus status() {
        if (completion != null) {
            return completion.status();
        } else if (failure != null) {
            return RunStatus.FAILED;
        }
        return stall == null ? RunStatus.RUNNING : RunStatus.STALLED;
    }

    RunHistory withStart(Start first, Instant at) {
        return new RunHistory(appeared, at, first, totals, failure, null, completion, amendments);
    }

    RunHistory withTotals(FileExtracted first, Instant at) {
        return new RunHistory(appeared, at, start, first, failure, null, completion, amendments);
    }

    RunHistory withFailure(@Nullable Failure latest) {
        return new RunHistory(appeared, progress, start, totals, latest, stall, completion, amendments);
    }

    RunHistory withStall(Stall latest) {
        return new RunHistory(appeared, progress, start, totals, failure, latest, completion, amendments);
    }

    RunHistory withProgress(Instant at) {
        return new RunHistory(appeared, at, start, totals, failure, null, completion, amendments);
    }

    RunHistory withCompletion(@Nullable Completion latest) {
        return new RunHistory(appeared, progress, start, totals, failure, stall, latest, amendments);
    }

    /** In place of the one with its number, if there is one. */
    RunHistory withAmendment(Amendment next) {
        List<Amendment> more = new ArrayList<>(amendments);
        more.removeIf(earlier -> earlier.number() == next.number());
        more.add(next);
        more.sort(java.util.Comparator.comparingInt(Amendment::number));
        return new RunHistory(appeared, progress, start, totals, failure, stall, completion, more);
    }
}
