package io.quadrille.observer.runs;

import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.observer.ledger.Conflict;
import io.quadrille.observer.ledger.RejectGroup;
import io.quadrille.observer.ledger.RunHistory.Amendment;
import io.quadrille.observer.ledger.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a run stands.
 *
 * @param source null until its start is known
 * @param headline one whole sink: the one with most records in flight, dead or rejected, the first of equals; its own
 *     balance only
 * @param sinks in order of definition; empty until the start is known
 * @param balanced whether every sink is
 * @param duplicates outcome events dropped because the same outcome was known
 * @param endedAt when completion was announced or failure told; null for a run that goes on
 * @param failure why the source was refused; null unless the run failed
 * @param ignoredColumns columns of the file that no component binds; empty until the extract has ended
 * @param rejects what was rejected, each record once per step that refused it, as groups; most records first. Exact once
 *     the run is complete; before that, of the chunks whose rejects are in
 * @param bottleneck the step that the run waits for; null until a step has an outcome
 */
public record RunReport(
        RunKey run,
        @Nullable SourceObject source,
        RunStatus status,
        SinkReport headline,
        List<SinkReport> sinks,
        List<StepReport> steps,
        boolean balanced,
        long duplicates,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String failure,
        List<String> ignoredColumns,
        List<String> stalledOn,
        List<Conflict> conflicts,
        List<Amendment> amendments,
        List<RejectGroup> rejects,
        @Nullable Bottleneck bottleneck) {
    public RunReport {
        sinks = List.copyOf(sinks);
        steps = List.copyOf(steps);
        ignoredColumns = List.copyOf(ignoredColumns);
        stalledOn = List.copyOf(stalledOn);
        conflicts = List.copyOf(conflicts);
        amendments = List.copyOf(amendments);
        rejects = List.copyOf(rejects);
    }

    /** Records read from the source, rejected ones included, as far as the extract's outcomes are in. */
    public long extracted() {
        return headline.extracted();
    }

    /** Whether no step has ended a chunk: its source was refused, or it has only just begun. */
    public boolean isUntouched() {
        return steps.stream().allMatch(step -> step.chunks() == 0);
    }

    /** From start to end; empty for a run that goes on. */
    public Optional<Duration> findDuration() {
        return Optional.ofNullable(endedAt).map(end -> Duration.between(startedAt, end));
    }

    /**
     * How it went in a few sentences, such as {@code 48,910 of 49,122 records loaded in 41 s. 212 rejected: 198 amount not
     * a number, 14 id missing. Slowest: load, …}. What people gave stands in it as it is: escape it where it is shown.
     */
    public String verdict(Instant now) {
        return new Verdict(this, now).text();
    }

    /** The most pressing trouble in a few words, such as {@code 198 amount not a number}; empty where there is none. */
    public Optional<String> findTopProblem() {
        return Verdict.problem(this);
    }
}
