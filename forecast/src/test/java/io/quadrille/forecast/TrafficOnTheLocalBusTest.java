package io.quadrille.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.RunKey;
import io.quadrille.events.deployment.Compute;
import io.quadrille.events.pipeline.CsvFormat;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.examples.customers.CustomerPipeline;
import io.quadrille.examples.orders.OrderPipeline;
import io.quadrille.examples.runways.RunwayPipeline;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.generic.GenericPipeline;
import io.quadrille.testdata.Generator;
import io.quadrille.testdata.Mixture;
import io.quadrille.testdata.PipelineName;
import io.quadrille.testdata.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        Path file = generate(clean(40_123, 1));
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

    @Test
    void runways_have_columns_that_nobody_binds() throws IOException {
        Path file = generate(Recipe.of(PipelineName.RUNWAYS, 5_000, 4).dirt(1));
        MeteredStage stage = new MeteredStage(new RunwayPipeline().bindings(), folder);
        requireEqual(measured(RunwayPipeline.RUNWAYS, stage, file), stage);
    }

    @Test
    void a_large_file_is_counted_from_the_run_of_a_small_one() throws IOException {
        MeteredStage small = new MeteredStage(new CustomerPipeline().bindings(), folder);
        Path sample = generate(clean(2_000, 5));
        RunKey run = small.run(sample);
        Profile profile = Measurement.of(CustomerPipeline.CUSTOMERS, small.queries(), run, Files.size(sample))
                .orElseThrow()
                .sized(small.sizes());

        Path file = generate(clean(60_001, 6));
        MeteredStage large = new MeteredStage(new CustomerPipeline().bindings(), folder);
        large.run(file);
        Workload workload =
                new Workload(60_001, Objects.requireNonNull(profile.sample()).bytesPerRecord());
        requireEqual(TrafficCount.of(design(CustomerPipeline.CUSTOMERS), workload, profile), large);
    }

    @Test
    void events_beyond_the_limit_leave_claim_checks() throws IOException {
        StringBuilder csv = new StringBuilder("id,name,text\n");
        for (int i = 0; i < 3_000; i++) {
            csv.append(i)
                    .append(",name,")
                    .append("x".repeat(991 - Integer.toString(i).length()))
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("wide.csv"), csv);
        Bindings bindings = GenericPipeline.of(
                "wide", List.of("id"), CsvFormat.csv().chunkRecords(500).chunkBytes(1 << 20));
        MeteredStage stage = new MeteredStage(bindings, folder);
        requireEqual(measured(bindings.pipeline(), stage, file), stage);
        assertThat(stage.blobPuts).isEqualTo(6);
    }

    private Traffic measured(Pipeline pipeline, MeteredStage stage, Path file) throws IOException {
        RunKey run = stage.run(file);
        Profile profile = Measurement.of(pipeline, stage.queries(), run, Files.size(file))
                .orElseThrow()
                .sized(stage.sizes());
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
        // Of the reads it counts as many as there are where none finds its bucket full, and the registry's.
        assertThat((double) forecast.ledger().readUnits())
                .as("ledger reads")
                .isBetween((double) bus.ledgerReads, bus.ledgerReads * 1.03 + 10);
    }

    private static Recipe clean(long records, long seed) {
        return Recipe.of(PipelineName.CUSTOMERS, records, seed).mixture(new Mixture(0, 0, 0, 0));
    }

    private Path generate(Recipe recipe) throws IOException {
        return Generator.generate(recipe, folder.resolve("file.csv")).path();
    }

    private static Design design(Pipeline pipeline) {
        return Design.of(pipeline, Compute.PROD, Set.of(), Quotas.bundled());
    }
}
