package io.quadrille.events.pipeline;

import io.quadrille.events.records.RecordType;
import java.util.Optional;

/** A step that passes on the records it keeps, unchanged. */
public record FilterStep<I>(String name, RecordType<I> from, RecordType<I> to, StepSettings settings)
        implements Step<I, I>, QueueStep<FilterStep<I>> {

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

    @Override
    public FilterStep<I> withSettings(StepSettings changed) {
        return new FilterStep<>(name, from, to, changed);
    }
}
