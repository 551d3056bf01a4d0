package io.quadrille.events.pipeline;

import io.quadrille.events.records.RecordType;
import java.util.Optional;

/** A step that makes one record of each record it consumes. */
public record TransformStep<I, O>(String name, RecordType<I> from, RecordType<O> to, StepSettings settings)
        implements Step<I, O>, QueueStep<TransformStep<I, O>> {

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

    @Override
    public TransformStep<I, O> withSettings(StepSettings changed) {
        return new TransformStep<>(name, from, to, changed);
    }
}
