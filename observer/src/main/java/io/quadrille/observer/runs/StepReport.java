package io.quadrille.observer.runs;

import io.quadrille.events.Counts;
import io.quadrille.events.pipeline.StepKind;
import io.quadrille.observer.ledger.LogHistogram;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a step has reported, as it stands.
 *
 * @param upstream the step that feeds it; null for the extract
 * @param chunks how many outcomes
 * @param deadLettered records of chunks that are dead at this very step
 * @param backlog records that wait for it: emitted by the step before, and neither taken up nor dead; 0 for an extract
 * @param recordsPerSecond records taken up, over the time in which the step had outcomes; 0 where it has none
 * @param waiting from the publication of what a chunk was made of to the start of the work on it
 * @param working from there to the outcome
 */
public record StepReport(
        String step,
        StepKind kind,
        @Nullable String upstream,
        State state,
        Counts counts,
        long chunks,
        long deadLettered,
        long backlog,
        double recordsPerSecond,
        Quantiles waiting,
        Quantiles working) {
    /** Where a step is. */
    public enum State {
        /** It has no outcome and no dead letter yet. */
        NOT_REACHED,
        /** Records wait for it; an extract has not ended. */
        WORKING,
        /** Nothing waits for it, but more may come. */
        IDLE,
        /** Every chunk of the run has ended at it. */
        DONE
    }

    /** Right to within a factor of 2.5; zero where nothing was measured. */
    public record Quantiles(Duration p50, Duration p95, Duration p99) {
        static Quantiles of(LogHistogram histogram) {
            return new Quantiles(histogram.quantile(0.50), histogram.quantile(0.95), histogram.quantile(0.99));
        }
    }
}
