package io.quadrille.loadtests.peers;

import io.quadrille.events.pipeline.CsvFormat;
import io.quadrille.loadtests.flow.ContactPipeline;
import io.quadrille.loadtests.flow.FlowInMemory;

/** The kit's own flow, ledger and all, with one record in each chunk. */
public final class ChunksOfOne extends FlowInMemory {
    public ChunksOfOne() {
        super(new ContactPipeline(CsvFormat.csv().chunkRecords(1)).bindings());
    }
}
