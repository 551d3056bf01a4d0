package io.quadrille.cli;

import static io.quadrille.events.pipeline.Choreography.csv;
import static io.quadrille.events.pipeline.Choreography.extract;
import static io.quadrille.events.pipeline.Choreography.load;
import static io.quadrille.events.pipeline.Choreography.pipeline;
import static io.quadrille.events.pipeline.Choreography.records;
import static io.quadrille.events.pipeline.Choreography.step;
import static io.quadrille.events.pipeline.Choreography.table;

import io.quadrille.events.pipeline.ExtractStep;
import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.pipeline.TransformStep;
import io.quadrille.events.records.RecordType;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.PipelineApp;
import io.quadrille.handlers.Reject;

/** A pipeline whose handler refuses prices in euros until it is mended, as a new version of it would be. */
public final class MendablePipeline implements PipelineApp {
    /** The system property that mends it. */
    static final String MENDED = "quadrille.test.mended";

    private static final RecordType<Priced> READ = records("mendable.read.v1", Priced.class);
    private static final RecordType<Priced> CHECKED = records("mendable.checked.v1", Priced.class);
    private static final ExtractStep<Priced> EXTRACT = extract("extract", csv()).emits(READ);
    private static final TransformStep<Priced, Priced> CHECK =
            step("check").on(READ).emits(CHECKED);
    private static final LoadStep<Priced> LOAD = load("load").on(CHECKED).into(table("mendable", Priced::id));
    private static final Pipeline MENDABLE =
            pipeline("mendable").steps(EXTRACT, CHECK, LOAD).build();

    record Priced(String id, String price) {}

    @Override
    public Bindings bindings() {
        return Bindings.of(MENDABLE).bind(CHECK, MendablePipeline::check).build();
    }

    private static Priced check(Priced record) {
        if (record.price().endsWith("€") && !Boolean.getBoolean(MENDED)) {
            throw new Reject("NOT_A_NUMBER", "price", "is not a decimal number (expected e.g. 12.50)");
        }
        return record;
    }
}
