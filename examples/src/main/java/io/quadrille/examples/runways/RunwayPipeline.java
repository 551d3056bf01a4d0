package io.quadrille.examples.runways;

import static io.quadrille.events.pipeline.Choreography.csv;
import static io.quadrille.events.pipeline.Choreography.extract;
import static io.quadrille.events.pipeline.Choreography.load;
import static io.quadrille.events.pipeline.Choreography.pipeline;
import static io.quadrille.events.pipeline.Choreography.records;
import static io.quadrille.events.pipeline.Choreography.table;

import io.quadrille.events.pipeline.ExtractStep;
import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.records.RecordType;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.PipelineApp;

/** The OurAirports runways file, loaded as it is, typed. */
public final class RunwayPipeline implements PipelineApp {
    static final RecordType<Runway> EXTRACTED = records("runways.extracted.v1", Runway.class);

    static final ExtractStep<Runway> EXTRACT = extract("extract", csv()).emits(EXTRACTED);
    static final LoadStep<Runway> LOAD = load("load").on(EXTRACTED).into(table("runways", Runway::id));

    public static final Pipeline RUNWAYS =
            pipeline("runways").steps(EXTRACT, LOAD).build();

    @Override
    public Bindings bindings() {
        return Bindings.of(RUNWAYS).build();
    }
}
