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

    /** @param at when it was published */
    public record Amendment(int number, String action, long records, Instant at) {}

    static RunHistory unheard(Instant at) {
        return new RunHistory(at, at, null, null, null, null, null, List.of());
    }

    public Optional<Fact.RunStarted> findStart() {
        return Optional.ofNullable(start).map(Start::fact);
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

    RunHistory withAmendment(Amendment next) {
        List<Amendment> more = new ArrayList<>(amendments);
        more.add(next);
        more.sort(java.util.Comparator.comparingInt(Amendment::number));
        return new RunHistory(appeared, progress, start, totals, failure, stall, completion, more);
    }
}
