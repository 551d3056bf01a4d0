package io.quadrille.events.pipeline;

import io.quadrille.events.records.RecordType;
import java.time.Duration;
import java.util.Optional;

/** A step that writes each record it consumes to a table: a sink of the pipeline. */
public record LoadStep<I>(String name, RecordType<I> from, Table<I> table, StepSettings settings)
        implements Step<I, Loaded> {

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

    public LoadStep<I> concurrency(int most) {
        return with(settings.withConcurrency(most));
    }

    public LoadStep<I> batch(int most) {
        return with(settings.withBatch(most));
    }

    public LoadStep<I> retries(int most) {
        return with(settings.withRetries(most));
    }

    public LoadStep<I> visibility(Duration hidden) {
        return with(settings.withVisibility(hidden));
    }

    private LoadStep<I> with(StepSettings changed) {
        return new LoadStep<>(name, from, table, changed);
    }
}
