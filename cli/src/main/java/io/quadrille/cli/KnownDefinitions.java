package io.quadrille.cli;

import io.quadrille.events.Fact.RunStarted;
import io.quadrille.events.pipeline.CsvFormat;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.generic.GenericPipeline;
import io.quadrille.runtime.SourceLines;
import java.util.Optional;

/** The definitions of the pipelines on the class path; that of the generic pipeline is made of a run's table and keys. */
final class KnownDefinitions implements SourceLines.Definitions {
    private final Pipelines pipelines = new Pipelines();

    @Override
    public Optional<Pipeline> find(RunStarted start) {
        String name = start.run().pipeline();
        if (!name.equals(GenericPipeline.NAME)) {
            return pipelines.find(name).map(Bindings::pipeline);
        }
        return start.graph().sinks().stream().findFirst().flatMap(KnownDefinitions::generic);
    }

    private static Optional<Pipeline> generic(Graph.Node load) {
        String table = load.table();
        return table == null || load.keys().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        GenericPipeline.of(table, load.keys(), CsvFormat.csv()).pipeline());
    }
}
