package io.quadrille.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.RunKey;
import io.quadrille.events.deployment.Compute;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.examples.customers.CustomerPipeline;
import io.quadrille.examples.orders.OrderPipeline;
import io.quadrille.testdata.Generator;
import io.quadrille.testdata.Mixture;
import io.quadrille.testdata.PipelineName;
import io.quadrille.testdata.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the forecast counts is what the local bus counts for the same input, to the last event and request. */
class TrafficOnTheLocalBusTest {
    @TempDir
    Path folder;

    @Test
    void clean_customers_are_counted_from_the_definition_alone() throws IOException {
        Path file = generate(Recipe.of(PipelineName.CUSTOMERS, 40_123, 1).mixture(new Mixture(0, 0, 0, 0)));
        MeteredStage stage = new MeteredStage(new CustomerPipeline().bindings(), folder);
        stage.run(file);

        Workload workload = new Workload(40_123, (double) Files.size(file) / 40_123);
        Pipeline customers = CustomerPipeline.CUSTOMERS;
        requireEqual(
                TrafficCount.of(design(customers), workload, Profile.assumed(customers, Assumptions.bundled())), stage);
    }

    @Test
    void dirty_customers_are_counted_from_their_own_run() throws IOException {
        Path file = generate(Recipe.of(PipelineName.CUSTOMERS, 20_000, 2).dirt(0.2));
        MeteredStage stage = new MeteredStage(new CustomerPipeline().bindings(), folder);
        requireEqual(measured(CustomerPipeline.CUSTOMERS, stage, file), stage);
        assertThat(stage.events).containsKey("quadrille.records-rejected.v1");
    }

    @Test
    void orders_fan_out_filter_and_expand() throws IOException {
        Path file = generate(Recipe.of(PipelineName.ORDERS, 10_000, 3).dirt(1));
        MeteredStage stage = new MeteredStage(new OrderPipeline().bindings(), folder);
        requireEqual(measured(OrderPipeline.ORDERS, stage, file), stage);
    }

    private Traffic measured(Pipeline pipeline, MeteredStage stage, Path file) throws IOException {
        RunKey run = stage.run(file);
        Profile profile =
                Measurement.of(pipeline, stage.queries(), run, Files.size(file)).orElseThrow();
        Profile.Sample sample = profile.sample();
        return TrafficCount.of(design(pipeline), new Workload(sample.records(), sample.bytesPerRecord()), profile);
    }

    private static void requireEqual(Traffic forecast, MeteredStage bus) {
        Map<String, Long> events = new TreeMap<>();
        forecast.events().forEach(flow -> events.merge(flow.type(), flow.events(), Long::sum));
        Map<String, Long> messages = new TreeMap<>();
        forecast.queues().forEach(flow -> messages.merge(flow.target(), flow.messages(), Long::sum));
        assertThat(events).isEqualTo(bus.events);
        assertThat(messages).isEqualTo(bus.messages);
        assertThat(forecast.eventUnits()).as("event units").isEqualTo(bus.eventUnits);
        assertThat(forecast.queueRequests()).as("queue requests").isEqualTo(bus.queueRequests);
        assertThat(forecast.putCalls()).as("calls of PutEvents").isEqualTo(bus.putCalls);
        assertThat(forecast.ledger().writes()).as("ledger writes").isEqualTo(bus.ledgerWrites);
        assertThat(forecast.rows()).as("rows").isEqualTo(bus.rows);
        assertThat(forecast.blobPuts()).as("claim checks left").isEqualTo(bus.blobPuts);
        assertThat(forecast.blobGets()).as("claim checks fetched").isEqualTo(bus.blobGets);
        assertThat(forecast.ledger().readUnits())
                .as("ledger reads")
                .isCloseTo(bus.ledgerReads, org.assertj.core.data.Percentage.withPercentage(2));
    }

    private Path generate(Recipe recipe) throws IOException {
        return Generator.generate(recipe, folder.resolve("file.csv")).path();
    }

    private static Design design(Pipeline pipeline) {
        return Design.of(pipeline, Compute.PROD, Set.of(), Quotas.bundled());
    }
}
