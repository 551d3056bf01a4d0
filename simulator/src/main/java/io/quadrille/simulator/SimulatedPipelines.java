package io.quadrille.simulator;

import io.quadrille.events.pipeline.ExtractStep;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.pipeline.Step;
import io.quadrille.examples.customers.CustomerPipeline;
import io.quadrille.examples.orders.OrderPipeline;
import io.quadrille.examples.runways.RunwayPipeline;
import io.quadrille.handlers.Bindings;
import io.quadrille.testdata.PipelineName;
import java.util.ArrayList;
import java.util.List;

/** The examples, with chunks small enough that a small file has several. */
final class SimulatedPipelines {
    private static final int NO_LIMIT = 1 << 24;

    private SimulatedPipelines() {}

    static Bindings bindings(PipelineName name, int chunkRecords) {
        Bindings example = example(name);
        return example.onto(withChunks(example.pipeline(), chunkRecords));
    }

    private static Bindings example(PipelineName name) {
        return switch (name) {
            case CUSTOMERS -> new CustomerPipeline().bindings();
            case ORDERS -> new OrderPipeline().bindings();
            case RUNWAYS -> new RunwayPipeline().bindings();
        };
    }

    private static Pipeline withChunks(Pipeline pipeline, int chunkRecords) {
        List<Step<?, ?>> steps = new ArrayList<>(pipeline.steps());
        steps.set(0, withChunks(pipeline.extract(), chunkRecords));
        return new Pipeline(pipeline.name(), steps, pipeline.endings());
    }

    private static <O> ExtractStep<O> withChunks(ExtractStep<O> step, int chunkRecords) {
        return new ExtractStep<>(
                step.name(), step.format().chunkRecords(chunkRecords).chunkBytes(NO_LIMIT), step.to());
    }
}
