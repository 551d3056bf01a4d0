package io.quadrille.infra;

import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.examples.customers.CustomerPipeline;
import io.quadrille.examples.orders.OrderPipeline;
import io.quadrille.examples.runways.RunwayPipeline;
import java.util.List;

/** The pipelines that can be deployed by name: add yours here. */
public final class Pipelines {
    public static final List<Pipeline> ALL =
            List.of(CustomerPipeline.CUSTOMERS, OrderPipeline.ORDERS, RunwayPipeline.RUNWAYS);

    private Pipelines() {}

    /** @throws IllegalArgumentException naming the pipelines there are */
    public static Pipeline of(String name) {
        return ALL.stream()
                .filter(pipeline -> pipeline.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no pipeline '" + name + "'; there are "
                        + ALL.stream().map(Pipeline::name).toList()));
    }
}
