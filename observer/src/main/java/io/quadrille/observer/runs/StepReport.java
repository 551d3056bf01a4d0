package io.quadrille.observer.runs;

import io.quadrille.events.Counts;
import io.quadrille.events.pipeline.StepKind;
import io.quadrille.observer.ledger.LogHistogram;
import java.time.Duration;

/**
 * What a step has reported, as it stands.
 *
 * @param deadLettered records of chunks that are dead at this very step
 * @param waiting from the publication of what a chunk was made of to the start of the work on it
 * @param working from there to the outcome
 */
public record StepReport(
        String step, StepKind kind, Counts counts, long deadLettered, Quantiles waiting, Quantiles working) {

    /** Right to within a factor of 2.5; zero where nothing was measured. */
    public record Quantiles(Duration p50, Duration p95, Duration p99) {
        static Quantiles of(LogHistogram histogram) {
            return new Quantiles(histogram.quantile(0.50), histogram.quantile(0.95), histogram.quantile(0.99));
        }
    }
}
