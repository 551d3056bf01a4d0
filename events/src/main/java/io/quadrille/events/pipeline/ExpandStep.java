package io.quadrille.events.pipeline;

import io.quadrille.events.records.RecordType;
import java.time.Duration;
import java.util.Optional;

/** A step that makes any number of records of each record it consumes. */
public record ExpandStep<I, O>(String name, RecordType<I> from, RecordType<O> to, StepSettings settings)
        implements Step<I, O> {

    public ExpandStep {
        Step.requireName(name);
    }

    @Override
    public Optional<RecordType<I>> consumes() {
        return Optional.of(from);
    }

    @Override
    public Optional<RecordType<O>> emits() {
        return Optional.of(to);
    }

    public ExpandStep<I, O> concurrency(int most) {
        return with(settings.withConcurrency(most));
    }

    public ExpandStep<I, O> batch(int most) {
        return with(settings.withBatch(most));
    }

    public ExpandStep<I, O> retries(int most) {
        return with(settings.withRetries(most));
    }

    public ExpandStep<I, O> visibility(Duration hidden) {
        return with(settings.withVisibility(hidden));
    }

    private ExpandStep<I, O> with(StepSettings changed) {
        return new ExpandStep<>(name, from, to, changed);
    }
}
