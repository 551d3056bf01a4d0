package io.quadrille.acceptance;

import io.quadrille.contracts.endpoint.AwsEndpoint;
import io.quadrille.handlers.Bindings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same on AWS's own services, as an endpoint that nobody here wrote has them. */
@ExtendWith(AwsEndpoint.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EndpointFlowTest extends FlowSuite {
    private final URI endpoint;
    private final List<EndpointStage> opened = new ArrayList<>();

    EndpointFlowTest(URI endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    Stage open(Bindings bindings, Path folder) {
        EndpointStage stage = new EndpointStage(endpoint, bindings, Map.of());
        opened.add(stage);
        return stage.working();
    }

    @AfterAll
    void join() throws InterruptedException {
        for (EndpointStage stage : opened) {
            stage.join();
        }
    }
}
