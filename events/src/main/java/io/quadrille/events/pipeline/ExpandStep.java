package io.quadrille.events.pipeline;

import io.quadrille.events.records.RecordType;
import java.util.Optional;

/** A step that makes any number of records of each record it consumes. */
public record ExpandStep<I, O>(String name, RecordType<I> from, RecordType<O> to, StepSettings settings)
        implements Step<I, O>, QueueStep<ExpandStep<I, O>> {

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

    @Override
    public ExpandStep<I, O> withSettings(StepSettings changed) {
        return new ExpandStep<>(name, from, to, changed);
    }
}
