package io.quadrille.loadtests.shapes;

import io.quadrille.events.pipeline.CsvFormat;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.generic.GenericPipeline;
import io.quadrille.loadtests.flow.FlowInMemory;
import io.quadrille.loadtests.lane.Course;
import io.quadrille.local.memory.MemoryRecordTable;
import java.util.List;

/** The generic pipeline on a file of any columns, keyed by its first; counts alone are told. */
public final class AnyCsv extends FlowInMemory {
    @Override
    protected Bindings bindings(Course course) {
        return GenericPipeline.of(TABLE, List.of("c0"), CsvFormat.csv());
    }

    @Override
    protected String digest(MemoryRecordTable tables) {
        return "";
    }
}
