package io.quadrille.cli;

import static io.quadrille.events.pipeline.Choreography.csv;
import static io.quadrille.events.pipeline.Choreography.extract;
import static io.quadrille.events.pipeline.Choreography.load;
import static io.quadrille.events.pipeline.Choreography.pipeline;
import static io.quadrille.events.pipeline.Choreography.records;
import static io.quadrille.events.pipeline.Choreography.table;

import io.quadrille.events.pipeline.ExtractStep;
import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.records.RecordCodec;
import io.quadrille.events.records.RecordType;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.PipelineApp;

/** A pipeline whose chunks cannot be decoded where a record's id is {@code brittle}: each such chunk is a dead letter. */
public final class BrittlePipeline implements PipelineApp {
    /** The system property that mends it. */
    static final String MENDED = "quadrille.test.unbreakable";

    private static final RecordType<Brittle> EXTRACTED = records("brittle.extracted.v1", Brittle.class);
    private static final ExtractStep<Brittle> EXTRACT =
            extract("extract", csv().chunkRecords(2)).emits(EXTRACTED);
    private static final LoadStep<Brittle> LOAD = load("load").on(EXTRACTED).into(table("brittle", Brittle::id));
    private static final Pipeline BRITTLE =
            pipeline("brittle").steps(EXTRACT, LOAD).build();

    /** A record class that an event's payload is refused by, as after a change that was not thought through. */
    record Brittle(String id) {
        Brittle {
            if (id.equals("brittle") && !Boolean.getBoolean(MENDED) && isDecoded()) {
                throw new IllegalArgumentException("not any more");
            }
        }

        private static boolean isDecoded() {
            return StackWalker.getInstance()
                    .walk(frames ->
                            frames.anyMatch(frame -> frame.getClassName().equals(RecordCodec.class.getName())));
        }
    }

    @Override
    public Bindings bindings() {
        return Bindings.of(BRITTLE).build();
    }
}
