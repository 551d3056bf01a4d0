package io.quadrille.handlers.engine;

import io.quadrille.events.pipeline.Step;
import io.quadrille.events.pipeline.StepKind;
import io.quadrille.events.records.Layout;
import io.quadrille.events.records.RecordCodec;
import io.quadrille.events.records.RecordEncoder.Passed;
import io.quadrille.events.records.RecordType;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.ChunkContext;
import io.quadrille.handlers.engine.StepEngine.Attempt;
import java.time.InstantSource;
import java.util.List;

/** The work of a transform, filter or expansion: its handler on each record. Thread safe if the handler is. */
final class HandlerWork<I, O> implements StepEngine.ChunkWork<I> {
    private final Step<I, O> step;
    private final Bindings bindings;
    private final RecordCodec<O> codec;
    private final RecordType<O> emitted;
    private final Outcomes outcomes;
    private final OwedSteps owed;

    HandlerWork(Step<I, O> step, Bindings bindings, RecordType<O> emitted, InstantSource clock) {
        this.step = step;
        this.bindings = bindings;
        this.emitted = emitted;
        this.codec = new RecordCodec<>(emitted);
        this.outcomes = new Outcomes(clock);
        this.owed = new OwedSteps(bindings.pipeline().graph(), step.name());
    }

    @Override
    public ChunkResult apply(ChunkInput<I> input, RecordWorker.LastChance lastChance) {
        ChunkContext context = new ChunkContext(input.key(), input.context().sourceTime());
        RecordType<I> consumed = step.consumes().orElseThrow();
        Layout<I> layout = consumed.layoutFor(input.columns());
        Passed passed = Passed.between(input.texts(), layout, emitted.layoutFor(input.columns()));
        RecordWorker<I, O> worker =
                new RecordWorker<>(bindings.work(step, context), layout, codec.encoder(input.columns(), passed));
        boolean picks = step.kind() == StepKind.EXPAND && owed.isBefore(input.context());
        return picks ? worker.pick(input, lastChance) : worker.apply(input, step.kind(), lastChance);
    }

    @Override
    public void complete(List<Attempt<I>> attempts) {
        for (Attempt<I> attempt : attempts) {
            attempt.rejects = outcomes.rejects(attempt.input(), attempt.result());
            attempt.outcome = outcomes.transformed(attempt.input(), attempt.result(), emitted, attempt.times());
        }
    }
}
