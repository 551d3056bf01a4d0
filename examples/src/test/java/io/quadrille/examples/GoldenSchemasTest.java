package io.quadrille.examples;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.quadrille.events.documents.GoldenSchemas;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.examples.customers.CustomerPipeline;
import io.quadrille.examples.orders.OrderPipeline;
import io.quadrille.examples.runways.RunwayPipeline;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples' events stay readable: a breaking change needs a new version. */
final class GoldenSchemasTest {
    static Stream<Pipeline> pipelines() {
        return Stream.of(CustomerPipeline.CUSTOMERS, OrderPipeline.ORDERS, RunwayPipeline.RUNWAYS);
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    void schemas_are_compatible_with_the_committed_ones(Pipeline pipeline) {
        assertThatCode(() -> GoldenSchemas.check(pipeline, Path.of("src/test/resources/schemas")))
                .doesNotThrowAnyException();
    }
}
