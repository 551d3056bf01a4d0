package io.quadrille.events.pipeline;

import io.quadrille.events.records.RecordType;
import java.util.Optional;

/** A step that writes each record it consumes to a table: a sink of the pipeline. */
public record LoadStep<I>(String name, RecordType<I> from, Table<I> table, StepSettings settings)
        implements Step<I, Loaded>, QueueStep<LoadStep<I>> {

    public LoadStep {
        Step.requireName(name);
        table.requireKeysOf(name, from);
    }

    @Override
    public Optional<RecordType<I>> consumes() {
        return Optional.of(from);
    }

    @Override
    public Optional<RecordType<Loaded>> emits() {
        return Optional.empty();
    }

    @Override
    public LoadStep<I> withSettings(StepSettings changed) {
        return new LoadStep<>(name, from, table, changed);
    }
}
