package io.quadrille.handlers;

import io.quadrille.events.pipeline.ExpandStep;
import io.quadrille.events.pipeline.ExtractStep;
import io.quadrille.events.pipeline.FilterStep;
import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.pipeline.Step;
import io.quadrille.events.pipeline.TransformStep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Which handler does which step's work. A handler of other types than its step's does not compile. Immutable.
 *
 * <pre>{@code
 * Bindings.of(CUSTOMERS).bind(TRANSFORM, new CleanCustomer()).build();
 * }</pre>
 */
public final class Bindings {
    private final Pipeline pipeline;
    private final Map<String, Function<ChunkContext, RecordWork<?, ?>>> works;

    private Bindings(Pipeline pipeline, Map<String, Function<ChunkContext, RecordWork<?, ?>>> works) {
        this.pipeline = pipeline;
        this.works = Map.copyOf(works);
    }

    public static Builder of(Pipeline pipeline) {
        return new Builder(pipeline);
    }

    public Pipeline pipeline() {
        return pipeline;
    }

    /**
     * The same handlers on a pipeline of the same steps that reads its source in another way, such as in smaller chunks.
     *
     * @throws IllegalArgumentException if it differs in more than its extract
     */
    public Bindings onto(Pipeline other) {
        int steps = pipeline.steps().size();
        if (!other.steps()
                .subList(1, other.steps().size())
                .equals(pipeline.steps().subList(1, steps))) {
            throw new IllegalArgumentException("Pipeline '" + other.name()
                    + "' has other steps after its extract than '" + pipeline.name() + "': bind its own handlers");
        }
        return new Bindings(other, works);
    }

    /** The work of a step that has a handler. */
    @SuppressWarnings("unchecked") // bound under the step's name by methods that check the types
    public <I, O> RecordWork<I, O> work(Step<I, O> step, ChunkContext context) {
        Function<ChunkContext, RecordWork<?, ?>> work = works.get(step.name());
        if (work == null) {
            throw new IllegalArgumentException("step '" + step.name() + "' has no handler: it is a " + step.kind());
        }
        return (RecordWork<I, O>) work.apply(context);
    }

    /** What a handler does with one record: hands any number of records to the consumer. */
    @FunctionalInterface
    public interface RecordWork<I, O> {
        void apply(I record, Consumer<? super O> emit) throws Exception;
    }

    /** Collects bindings. Not thread safe. */
    public static final class Builder {
        private final Pipeline pipeline;
        private final Map<String, Function<ChunkContext, RecordWork<?, ?>>> works = new HashMap<>();

        private Builder(Pipeline pipeline) {
            this.pipeline = pipeline;
        }

        /** @param handler one for all chunks, called from several threads */
        public <I, O> Builder bind(TransformStep<I, O> step, Transform<? super I, ? extends O> handler) {
            return bindPerChunk(step, context -> handler);
        }

        /** @param handler one for all chunks, called from several threads */
        public <I> Builder bind(FilterStep<I> step, Filter<? super I> handler) {
            return bindPerChunk(step, context -> handler);
        }

        /** @param handler one for all chunks, called from several threads */
        public <I, O> Builder bind(ExpandStep<I, O> step, Expand<? super I, ? extends O> handler) {
            return bindPerChunk(step, context -> handler);
        }

        /** @param handler made anew for each chunk, with the chunk's clock, ids and randomness */
        public <I, O> Builder bindPerChunk(
                TransformStep<I, O> step, Function<ChunkContext, Transform<? super I, ? extends O>> handler) {
            return add(step, context -> {
                Transform<? super I, ? extends O> transform = handler.apply(context);
                return (RecordWork<I, O>) (record, emit) -> emit.accept(transform.apply(record));
            });
        }

        /** @param handler made anew for each chunk, with the chunk's clock, ids and randomness */
        public <I> Builder bindPerChunk(FilterStep<I> step, Function<ChunkContext, Filter<? super I>> handler) {
            return add(step, context -> {
                Filter<? super I> filter = handler.apply(context);
                return (RecordWork<I, I>) (record, emit) -> {
                    if (filter.keep(record)) {
                        emit.accept(record);
                    }
                };
            });
        }

        /** @param handler made anew for each chunk, with the chunk's clock, ids and randomness */
        public <I, O> Builder bindPerChunk(
                ExpandStep<I, O> step, Function<ChunkContext, Expand<? super I, ? extends O>> handler) {
            return add(step, context -> {
                Expand<? super I, ? extends O> expand = handler.apply(context);
                return (RecordWork<I, O>) (record, emit) -> expand.apply(record).forEach(emit);
            });
        }

        private Builder add(Step<?, ?> step, Function<ChunkContext, RecordWork<?, ?>> work) {
            if (!pipeline.steps().contains(step)) {
                throw new IllegalArgumentException("Pipeline '" + pipeline.name() + "' has no such step '" + step.name()
                        + "'; it has " + names(pipeline.steps()));
            }
            if (works.put(step.name(), work) != null) {
                throw new IllegalArgumentException("step '" + step.name() + "' is bound twice; bind it once");
            }
            return this;
        }

        /** @throws IllegalArgumentException naming the steps that lack a handler */
        public Bindings build() {
            List<Step<?, ?>> unbound = pipeline.steps().stream()
                    .filter(step -> !(step instanceof ExtractStep || step instanceof LoadStep))
                    .filter(step -> !works.containsKey(step.name()))
                    .<Step<?, ?>>map(step -> step)
                    .toList();
            if (!unbound.isEmpty()) {
                throw new IllegalArgumentException("Pipeline '" + pipeline.name() + "': steps " + names(unbound)
                        + " have no handler. Bind one to each with bind(STEP, handler).");
            }
            return new Bindings(pipeline, works);
        }

        private static List<String> names(List<Step<?, ?>> steps) {
            return steps.stream().map(Step::name).toList();
        }
    }
}
