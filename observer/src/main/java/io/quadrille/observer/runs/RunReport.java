package io.quadrille.observer.runs;

import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.observer.ledger.Conflict;
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
        List<Amendment> amendments) {
    public RunReport {
        sinks = List.copyOf(sinks);
        steps = List.copyOf(steps);
        ignoredColumns = List.copyOf(ignoredColumns);
        stalledOn = List.copyOf(stalledOn);
        conflicts = List.copyOf(conflicts);
        amendments = List.copyOf(amendments);
    }

    /** Records read from the source, rejected ones included, as far as the extract's outcomes are in. */
    public long extracted() {
        return headline.extracted();
    }

    /** From start to end; empty for a run that goes on. */
    public Optional<Duration> findDuration() {
        return Optional.ofNullable(endedAt).map(end -> Duration.between(startedAt, end));
    }
}
