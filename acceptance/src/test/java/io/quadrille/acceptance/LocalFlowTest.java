package io.quadrille.acceptance;

import io.quadrille.handlers.Bindings;
import java.io.IOException;
import java.nio.file.Path;

final class LocalFlowTest extends FlowSuite {
    @Override
    Stage open(Bindings bindings, Path folder) throws IOException {
        return new LocalStage(bindings, folder);
    }
}
