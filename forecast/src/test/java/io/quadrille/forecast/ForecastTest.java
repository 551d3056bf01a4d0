package io.quadrille.forecast;

import static io.quadrille.events.pipeline.Choreography.csv;
import static io.quadrille.events.pipeline.Choreography.extract;
import static io.quadrille.events.pipeline.Choreography.load;
import static io.quadrille.events.pipeline.Choreography.pipeline;
import static io.quadrille.events.pipeline.Choreography.records;
import static io.quadrille.events.pipeline.Choreography.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.quadrille.events.deployment.Compute;
import io.quadrille.events.pipeline.ExtractStep;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.records.RecordType;
import io.quadrille.examples.customers.CustomerPipeline;
import io.quadrille.examples.orders.OrderPipeline;
import io.quadrille.forecast.Advice.Kind;
import io.quadrille.forecast.Bill.What;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForecastTest {
    private static final Pipeline CUSTOMERS = CustomerPipeline.CUSTOMERS;
    private static final Workload MILLION = new Workload(1_000_000, 70);

    /** A row. */
    record Row(long id) {}

    private static final RecordType<Row> ROW = records("rows.extracted.v1", Row.class);
    private static final ExtractStep<Row> ROWS = extract("extract", csv()).emits(ROW);

    private final Forecaster forecaster = Forecaster.in("us-east-1");

    @ParameterizedTest
    @ValueSource(longs = {100_000, 1_000_000, 100_000_000})
    void a_row_per_event_costs_at_least_thirty_times_as_much_without_its_rows(long records) {
        for (Pipeline pipeline : Set.of(CUSTOMERS, OrderPipeline.ORDERS)) {
            for (Compute compute : Compute.ALL) {
                Forecast forecast = forecast(pipeline, compute, new Workload(records, 70));
                assertThat(forecast.ratioWithoutRows())
                        .as("%s %s", pipeline.name(), compute.size())
                        .isGreaterThan(30);
                assertThat(forecast.ratio()).isLessThan(forecast.ratioWithoutRows());
            }
        }
    }

    @Test
    void the_bill_is_the_sum_of_its_services_and_lists_the_dearest_first() {
        Bill bill = forecast(CUSTOMERS, Compute.PROD, MILLION).ours().bill();
        assertThat(bill.byService().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isCloseTo(bill.dollars(), within(1e-9));
        assertThat(bill.lines()).isSortedAccordingTo((a, b) -> Double.compare(b.dollars(), a.dollars()));
        assertThat(bill.lines().get(0).what()).isEqualTo(What.ROWS);
        assertThat(bill.dollars() - bill.dollarsWithoutRows()).isCloseTo(0.625, within(1e-9));
    }

    @Test
    void a_large_file_is_read_by_a_task_and_a_small_one_by_a_function() {
        assertThat(services(forecast(CUSTOMERS, Compute.PROD, MILLION))).contains(Price.Service.FARGATE);
        assertThat(services(forecast(CUSTOMERS, Compute.PROD, new Workload(1_000, 70))))
                .doesNotContain(Price.Service.FARGATE);
    }

    @Test
    void a_step_on_a_worker_is_paid_by_the_hour_and_not_by_the_invocation() {
        Workload small = new Workload(100_000, 70);
        Design design = forecaster.design(CUSTOMERS, Compute.PROD, Set.of("transform", "load"));
        Bill bill = forecaster
                .of(design, small, forecaster.assumed(CUSTOMERS))
                .ours()
                .bill();
        assertThat(bill.lines()).anySatisfy(line -> {
            assertThat(line.price()).isEqualTo(Price.FARGATE_CPU_HOUR);
            assertThat(line.what()).isEqualTo(What.STEPS);
        });
        assertThat(bill.lines())
                .noneMatch(line -> line.what() == What.STEPS && line.price().service() == Price.Service.LAMBDA);
    }

    @Test
    void a_slower_step_becomes_the_bottleneck_and_costs_more() {
        Forecast quick = forecast(CUSTOMERS, Compute.PROD, MILLION);
        Profile slow = forecaster.assumed(CUSTOMERS).timed("transform", 10_000);
        Forecast forecast = forecaster.of(quick.ours().design(), MILLION, slow);
        assertThat(forecast.ours().pace().bottleneck().name()).isEqualTo("transform");
        assertThat(forecast.ours().pace().bottleneck().seconds()).isGreaterThan(1_000);
        assertThat(forecast.ours().bill().dollars())
                .isGreaterThan(quick.ours().bill().dollars());
    }

    @Test
    void what_is_enough_is_not_changed() {
        Advice advice = forecaster.within(Duration.ofHours(1), forecast(CUSTOMERS, Compute.PROD, MILLION));
        assertThat(advice.met()).isTrue();
        assertThat(advice.changes()).isEmpty();
    }

    @Test
    void a_table_is_warmed_just_enough_to_end_in_time() {
        Forecast forecast = forecast(CUSTOMERS, Compute.PROD, MILLION);
        Advice advice = forecaster.within(Duration.ofMinutes(4), forecast);
        assertThat(advice.met()).isTrue();
        assertThat(advice.changes()).extracting(Advice.Change::kind).containsExactly(Kind.WARM_THROUGHPUT);
        assertThat(advice.changes().get(0).text()).isEqualTo("warm table 'customers' for 6,000 writes a second");
        assertThat(advice.after().pace().duration()).isLessThanOrEqualTo(Duration.ofMinutes(4));
    }

    @Test
    void a_slow_step_gets_just_enough_concurrency() {
        Profile slow = forecaster.assumed(CUSTOMERS).timed("transform", 10_000);
        Design design = forecaster.design(CUSTOMERS, Compute.PROD, Set.of());
        Advice advice = forecaster.within(Duration.ofMinutes(10), forecaster.of(design, MILLION, slow));
        assertThat(advice.met()).isTrue();
        assertThat(advice.changes()).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo(Kind.CONCURRENCY);
            assertThat(change.of()).isEqualTo("transform");
            assertThat(change.value()).isBetween(18L, 20L);
        });
        Design fewer = advice.after()
                .design()
                .concurrency("transform", (int) advice.changes().get(0).value() - 1);
        assertThat(forecaster.of(fewer, MILLION, slow).duration()).isGreaterThan(Duration.ofMinutes(10));
    }

    @Test
    void a_slow_extract_is_cut_into_files_that_are_read_by_tasks() {
        Workload large = new Workload(50_000_000, 70);
        Profile slow = forecaster.assumed(CUSTOMERS).timed("extract", 1_000);
        Design design = forecaster.design(CUSTOMERS, Compute.PROD, Set.of());
        Advice advice = forecaster.within(Duration.ofMinutes(40), forecaster.of(design, large, slow));
        assertThat(advice.met()).isTrue();
        assertThat(advice.changes()).extracting(Advice.Change::kind).contains(Kind.FILES);
        assertThat(advice.after().pace().extractOnTask()).isTrue();
    }

    @Test
    void a_step_that_waits_for_a_workers_processors_goes_to_lambda() {
        Profile slow = forecaster.assumed(CUSTOMERS).timed("transform", 5_000);
        Design design = forecaster.design(CUSTOMERS, Compute.PROD, Set.of("transform"));
        Forecast forecast = forecaster.of(design, MILLION, slow);
        // 5,000 seconds of work on the four CPUs of two tasks, though ten batches are at it.
        assertThat(forecast.ours().pace().bottleneck().seconds()).isCloseTo(1_250, within(1.0));
        Advice advice = forecaster.within(Duration.ofMinutes(12), forecast);
        assertThat(advice.met()).isTrue();
        assertThat(advice.changes()).extracting(Advice.Change::kind).containsExactly(Kind.PLACEMENT);
    }

    @Test
    void a_step_that_lambda_cannot_read_for_is_refused_with_the_remedy() {
        Pipeline oneByOne = pipeline("one-by-one")
                .steps(ROWS, load("load").on(ROW).into(table("rows", Row::id)).concurrency(1))
                .build();
        assertThatThrownBy(() -> forecaster.design(oneByOne, Compute.PROD, Set.of()))
                .hasMessage("Step 'load' has concurrency(1), but Lambda reads a queue with 2 batches at a time or more."
                        + " Place it on a worker, or give it more.");
        assertThat(forecaster.design(oneByOne, Compute.PROD, Set.of("load")).workers())
                .containsExactly("load");
    }

    @Test
    void an_impossible_deadline_is_said_to_be_one() {
        Advice advice = forecaster.within(Duration.ofSeconds(1), forecast(CUSTOMERS, Compute.DEV, MILLION));
        assertThat(advice.met()).isFalse();
        assertThat(advice.after().pace().duration())
                .isLessThan(forecast(CUSTOMERS, Compute.DEV, MILLION).duration());
    }

    @Test
    void a_region_with_smaller_quotas_is_slower_where_they_bind() {
        Workload billion = new Workload(1_000_000_000, 70);
        Forecaster small = Forecaster.in("af-south-1");
        Forecast there = small.of(small.design(CUSTOMERS, Compute.PROD, Set.of()), billion, small.assumed(CUSTOMERS));
        Forecast here = forecast(CUSTOMERS, Compute.PROD, billion);
        assertThat(there.ours().pace().of(Bound.Kind.PUT_EVENTS, "PutEvents").seconds())
                .isGreaterThan(20
                        * here.ours()
                                .pace()
                                .of(Bound.Kind.PUT_EVENTS, "PutEvents")
                                .seconds());
    }

    @Test
    void what_cannot_be_forecast_is_refused_with_a_sentence() {
        assertThatThrownBy(() -> new Workload(0, 70)).hasMessage("0 records; expected 1 to 1,000,000,000,000");
        assertThatThrownBy(() -> new Workload(1, Double.NaN)).hasMessageContaining("bytes per record; expected 1 to");
        assertThatThrownBy(() -> forecaster.design(CUSTOMERS, Compute.PROD, Set.of("extract")))
                .hasMessage("There is no step 'extract' to place on a worker; there are transform, load.");
        assertThatThrownBy(() -> forecaster.assumed(CUSTOMERS).timed("lod", 1))
                .hasMessage("There is no step 'lod'; the steps are extract, transform, load.");
        assertThatThrownBy(() -> Compute.of("huge"))
                .hasMessage("There is no size 'huge'; there are [dev, staging, prod]");
    }

    private Forecast forecast(Pipeline pipeline, Compute compute, Workload workload) {
        return forecaster.of(forecaster.design(pipeline, compute, Set.of()), workload, forecaster.assumed(pipeline));
    }

    private static Set<Price.Service> services(Forecast forecast) {
        return forecast.ours().bill().byService().keySet();
    }
}
