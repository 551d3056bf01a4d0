package io.quadrille.simulator;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.RunKey;
import io.quadrille.events.pipeline.ExpandStep;
import io.quadrille.events.pipeline.FilterStep;
import io.quadrille.events.pipeline.Step;
import io.quadrille.events.pipeline.TransformStep;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.Bindings.RecordWork;
import io.quadrille.handlers.ChunkContext;
import io.quadrille.handlers.Reject;
import io.quadrille.simulator.oracle.FileTruth;
import io.quadrille.simulator.oracle.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Handlers of which one refuses records that it should take: of a run those that its {@link Refusal} names, of its first
 * amendment some of what is sent again, afterwards none.
 */
final class BadDeploy {
    private final World world;

    BadDeploy(World world) {
        this.world = world;
    }

    /** What is refused of a file; null where the fault does not strike it, or no step of the pipeline calls a handler. */
    static @Nullable Refusal findRefusal(Plan plan, Adversary adversary, int drop) {
        String step =
                switch (plan.pipeline()) {
                    case CUSTOMERS -> "transform";
                    case ORDERS -> "lines";
                    case RUNWAYS -> null;
                };
        long place = Chance.of(8_000, drop);
        if (step == null || !adversary.strikes(Fault.BAD_DEPLOY, place, () -> step + " of file " + drop)) {
            return null;
        }
        long detail = adversary.detail(Fault.BAD_DEPLOY, place);
        double share = Chance.scaled(detail, 0.02, 0.5);
        return new Refusal(step, (chunk, record) -> Chance.share(Chance.of(detail, chunk, record)) < share);
    }

    /** The bindings with the handlers that refuse. */
    Bindings on(Bindings bindings) {
        Bindings.Builder builder = Bindings.of(bindings.pipeline());
        for (Step<?, ?> step : bindings.pipeline().steps()) {
            if (step instanceof TransformStep<?, ?> transform) {
                bind(builder, transform, bindings);
            } else if (step instanceof ExpandStep<?, ?> expand) {
                bind(builder, expand, bindings);
            } else if (step instanceof FilterStep<?> filter) {
                bind(builder, filter, bindings);
            }
        }
        return builder.build();
    }

    private <I, O> void bind(Bindings.Builder builder, TransformStep<I, O> step, Bindings bindings) {
        builder.bindPerChunk(step, context -> {
            RecordWork<I, O> work = refusing(step, bindings, context);
            return record -> Objects.requireNonNull(results(work, record).get(0));
        });
    }

    private <I, O> void bind(Bindings.Builder builder, ExpandStep<I, O> step, Bindings bindings) {
        builder.bindPerChunk(step, context -> {
            RecordWork<I, O> work = refusing(step, bindings, context);
            return record -> results(work, record);
        });
    }

    private <I> void bind(Bindings.Builder builder, FilterStep<I> step, Bindings bindings) {
        builder.bindPerChunk(step, context -> {
            RecordWork<I, I> work = refusing(step, bindings, context);
            return record -> !results(work, record).isEmpty();
        });
    }

    private static <I, O> List<O> results(RecordWork<I, O> work, I record) throws Exception {
        List<O> results = new ArrayList<>();
        work.apply(record, results::add);
        return results;
    }

    private <I, O> RecordWork<I, O> refusing(Step<I, O> step, Bindings bindings, ChunkContext context) {
        RecordWork<I, O> work = bindings.work(step, context);
        AtomicInteger place = new AtomicInteger();
        return (record, emit) -> {
            if (refuses(step.name(), context.chunk(), place.getAndIncrement())) {
                throw new Reject(Refusal.CODE, null, "this version of the step does not take it yet");
            }
            work.apply(record, emit);
        };
    }

    private boolean refuses(String step, ChunkKey chunk, int place) {
        RunKey run = chunk.run();
        FileTruth truth = world.witness().findTruth(run.root());
        Refusal refusal = truth == null ? null : truth.refusal();
        return refusal != null
                && refusal.step().equals(step)
                && run.amendment() <= 1
                && refusal.refused().isRefused(chunk.chunk(), place);
    }
}
