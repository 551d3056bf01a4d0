package io.quadrille.events.pipeline;

import io.quadrille.events.records.RecordType;
import java.time.Duration;
import java.util.Optional;

/** A step that makes one record of each record it consumes. */
public record TransformStep<I, O>(String name, RecordType<I> from, RecordType<O> to, StepSettings settings)
        implements Step<I, O> {

    public TransformStep {
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

    public TransformStep<I, O> concurrency(int most) {
        return with(settings.withConcurrency(most));
    }

    public TransformStep<I, O> batch(int most) {
        return with(settings.withBatch(most));
    }

    public TransformStep<I, O> retries(int most) {
        return with(settings.withRetries(most));
    }

    public TransformStep<I, O> visibility(Duration hidden) {
        return with(settings.withVisibility(hidden));
    }

    private TransformStep<I, O> with(StepSettings changed) {
        return new TransformStep<>(name, from, to, changed);
    }
}
