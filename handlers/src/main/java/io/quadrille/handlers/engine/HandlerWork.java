package io.quadrille.handlers.engine;

import io.quadrille.events.pipeline.Step;
import io.quadrille.events.pipeline.StepKind;
import io.quadrille.events.records.RecordType;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.ChunkContext;
import io.quadrille.handlers.engine.StepEngine.Attempt;
import java.time.InstantSource;
import java.util.List;

/** The work of a transform, filter or expansion: its handler on each record. Thread safe if the handler is. */
final class HandlerWork<I, O> implements StepEngine.ChunkWork<I, O> {
    private final Step<I, O> step;
    private final Bindings bindings;
    private final RecordType<O> emitted;
    private final Outcomes outcomes;
    private final OwedSteps owed;

    HandlerWork(Step<I, O> step, Bindings bindings, RecordType<O> emitted, InstantSource clock) {
        this.step = step;
        this.bindings = bindings;
        this.emitted = emitted;
        this.outcomes = new Outcomes(clock);
        this.owed = new OwedSteps(bindings.pipeline().graph(), step.name());
    }

    @Override
    public ChunkResult<O> apply(ChunkInput<I> input, RecordWorker.LastChance lastChance) {
        ChunkContext context = new ChunkContext(input.key(), input.context().sourceTime());
        RecordType<I> consumed = step.consumes().orElseThrow();
        RecordWorker<I, O> worker = new RecordWorker<>(
                bindings.work(step, context), consumed.layoutFor(input.columns()), emitted.layoutFor(input.columns()));
        boolean picks = step.kind() == StepKind.EXPAND && owed.isBefore(input.context());
        return picks
                ? worker.pick(input.records(), lastChance)
                : worker.apply(input.records(), step.kind(), lastChance);
    }

    @Override
    public void complete(List<Attempt<I, O>> attempts) {
        for (Attempt<I, O> attempt : attempts) {
            attempt.rejects = outcomes.rejects(attempt.input(), attempt.result());
            attempt.outcome = outcomes.transformed(attempt.input(), attempt.result(), emitted, attempt.times());
        }
    }
}
