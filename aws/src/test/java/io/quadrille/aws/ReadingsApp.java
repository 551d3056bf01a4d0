package io.quadrille.aws;

import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.PipelineApp;

/** The pipeline that processes and functions under test find packaged. */
public final class ReadingsApp implements PipelineApp {
    @Override
    public Bindings bindings() {
        return Bindings.of(MemoryStage.PIPELINE).build();
    }
}
