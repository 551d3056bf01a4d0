package io.quadrille.events.pipeline;

import io.quadrille.events.records.RecordType;
import java.time.Duration;
import java.util.Optional;

/** A step that passes on the records it keeps, unchanged. */
public record FilterStep<I>(String name, RecordType<I> from, RecordType<I> to, StepSettings settings)
        implements Step<I, I> {

    public FilterStep {
        Step.requireName(name);
    }

    @Override
    public Optional<RecordType<I>> consumes() {
        return Optional.of(from);
    }

    @Override
    public Optional<RecordType<I>> emits() {
        return Optional.of(to);
    }

    public FilterStep<I> concurrency(int most) {
        return with(settings.withConcurrency(most));
    }

    public FilterStep<I> batch(int most) {
        return with(settings.withBatch(most));
    }

    public FilterStep<I> retries(int most) {
        return with(settings.withRetries(most));
    }

    public FilterStep<I> visibility(Duration hidden) {
        return with(settings.withVisibility(hidden));
    }

    private FilterStep<I> with(StepSettings changed) {
        return new FilterStep<>(name, from, to, changed);
    }
}
