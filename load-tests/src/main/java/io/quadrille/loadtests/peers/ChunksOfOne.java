package io.quadrille.loadtests.peers;

import io.quadrille.events.pipeline.CsvFormat;
import io.quadrille.handlers.Bindings;
import io.quadrille.loadtests.flow.ContactPipeline;
import io.quadrille.loadtests.flow.FlowInMemory;
import io.quadrille.loadtests.lane.Course;

/** The kit's own flow, ledger and all, with one record in each chunk. */
public final class ChunksOfOne extends FlowInMemory {
    @Override
    protected Bindings bindings(Course course) {
        return new ContactPipeline(CsvFormat.csv().chunkRecords(1)).bindings();
    }
}
