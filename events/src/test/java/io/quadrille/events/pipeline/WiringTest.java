package io.quadrille.events.pipeline;

import static io.quadrille.events.pipeline.Choreography.csv;
import static io.quadrille.events.pipeline.Choreography.extract;
import static io.quadrille.events.pipeline.Choreography.filter;
import static io.quadrille.events.pipeline.Choreography.load;
import static io.quadrille.events.pipeline.Choreography.pipeline;
import static io.quadrille.events.pipeline.Choreography.records;
import static io.quadrille.events.pipeline.Choreography.step;
import static io.quadrille.events.pipeline.Choreography.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.records.RecordType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WiringTest {
    record Row(String id, String name) {}

    record Other(String id) {}

    private static final RecordType<Row> A = records("a.v1", Row.class);
    private static final RecordType<Row> B = records("b.v1", Row.class);
    private static final RecordType<Row> C = records("c.v1", Row.class);

    private static final ExtractStep<Row> EXTRACT = extract("extract", csv()).emits(A);
    private static final TransformStep<Row, Row> A_TO_B = step("clean").on(A).emits(B);
    private static final LoadStep<Row> LOAD_A = load("load").on(A).into(table("rows", Row::id));
    private static final LoadStep<Row> LOAD_B = load("load-b").on(B).into(table("rows-b", Row::id));

    @Test
    void steps_are_ordered_by_what_feeds_them_whatever_the_order_they_are_given_in() {
        assertThat(Sample.ORDERS.steps())
                .extracting(Step::name)
                .containsExactly("extract", "keep", "type", "load", "lines", "bill", "load-lines");
        assertThat(pipeline("p").steps(LOAD_B, A_TO_B, EXTRACT).build().steps())
                .containsExactly(EXTRACT, A_TO_B, LOAD_B);
    }

    @Test
    void two_steps_of_one_name() {
        assertRefused(
                "Pipeline 'p': two steps are named 'load'. Rename one.",
                EXTRACT,
                LOAD_A,
                load("load").on(A).into(table("others", Row::id)));
    }

    @Test
    void step_named_as_the_observer() {
        assertRefused(
                "Pipeline 'p': a step is named 'observer'; [observer, observer-extracted, observer-transformed, arrival, dead-letters, watchdog] and what ends with '-dlq' are queues beside the flow. Rename it.",
                EXTRACT,
                load("observer").on(A).into(table("rows", Row::id)));
    }

    @Test
    void no_extract_or_two() {
        assertRefused("Pipeline 'p': it has [] as extracts. A pipeline begins with exactly one extract step.", LOAD_A);
        assertRefused(
                "Pipeline 'p': it has [extract, again] as extracts. A pipeline begins with exactly one extract step.",
                EXTRACT,
                extract("again", csv()).emits(B),
                LOAD_A,
                LOAD_B);
    }

    @Test
    void more_steps_than_a_bus_carries() {
        Step<?, ?>[] steps = new Step<?, ?>[201];
        steps[0] = EXTRACT;
        for (int i = 1; i <= 200; i++) {
            steps[i] = load("load" + i).on(A).into(table("rows" + i, Row::id));
        }
        assertRefused("Pipeline 'p': 201 steps; a bus carries at most 200. Split the pipeline.", steps);
    }

    @Test
    void one_type_name_with_two_record_classes() {
        assertRefused(
                "Pipeline 'p': the type a.v1 is both Row and Other. Give one of them another name or version.",
                EXTRACT,
                load("load").on(records("a.v1", Other.class)).into(table("rows", Other::id)));
    }

    @Test
    void one_table_loaded_from_two_steps() {
        assertRefused(
                "Pipeline 'p': steps 'load' and 'again' both load table 'rows'. Load it from one step.",
                EXTRACT,
                LOAD_A,
                load("again").on(A).into(table("rows", Row::name)));
    }

    @Test
    void one_type_emitted_by_two_steps() {
        assertRefused(
                "Pipeline 'p': steps 'clean' and 'clean-too' both emit b.v1. Let each emit a type of its own.",
                EXTRACT,
                A_TO_B,
                step("clean-too").on(A).emits(B),
                LOAD_B);
    }

    @Test
    void filter_that_emits_what_it_consumes() {
        assertRefused(
                "Pipeline 'p': steps 'extract' and 'keep' both emit a.v1. Let each emit a type of its own.",
                EXTRACT,
                filter("keep").on(A).emits(A),
                LOAD_A);
    }

    @Test
    void step_that_nothing_feeds() {
        assertRefused(
                "Pipeline 'p': step 'load-b' consumes b.v1, but no step emits it. Types emitted: [a.v1].",
                EXTRACT,
                LOAD_A,
                LOAD_B);
    }

    @Test
    void type_that_nobody_consumes() {
        assertRefused(
                "Pipeline 'p': step 'clean' emits b.v1, but no step consumes it. Add a step on it, or end the pipeline"
                        + " there with endsWith(b.v1).",
                EXTRACT,
                A_TO_B);
        assertThat(pipeline("p")
                        .steps(EXTRACT, A_TO_B)
                        .endsWith(B)
                        .build()
                        .graph()
                        .sinks())
                .extracting(Graph.Node::name)
                .containsExactly("clean");
    }

    @Test
    void ending_that_a_step_consumes() {
        assertThatThrownBy(
                        () -> pipeline("p").steps(EXTRACT, LOAD_A).endsWith(A).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Pipeline 'p': it ends with a.v1, but a step consumes it. Remove the endsWith.");
    }

    @Test
    void ending_that_nobody_emits() {
        assertThatThrownBy(
                        () -> pipeline("p").steps(EXTRACT, LOAD_A).endsWith(C).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Pipeline 'p': it ends with c.v1, but no step emits it. Remove the endsWith.");
    }

    @Test
    void steps_in_a_circle() {
        assertRefused(
                "Pipeline 'p': steps [b-to-c, c-to-b] feed one another in a circle. Let each emit a type of its own.",
                EXTRACT,
                LOAD_A,
                step("b-to-c").on(B).emits(C),
                step("c-to-b").on(C).emits(B));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "1a", "a_b", "a.b", "-a", "ä", "a b", "abcdefghijklmnopqrstuvwxyz012345"})
    void names_that_no_queue_can_have(String name) {
        String message =
                "Name '" + name + "': expected 1 to 31 lower-case letters, digits and dashes, beginning with a letter";
        assertThatThrownBy(() -> step(name).on(A).emits(B)).hasMessage(message);
        assertThatThrownBy(() -> extract(name, csv()).emits(A)).hasMessage(message);
        assertThatThrownBy(() -> pipeline(name).steps(EXTRACT, LOAD_A).build()).hasMessage(message);
    }

    @Test
    void extract_into_a_record_that_no_cell_can_hold() {
        assertThatThrownBy(() -> extract("extract", csv()).emits(Sample.TYPED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "Step 'extract' reads orders.typed.v1 from a CSV, but its field 'lines' is a list of record")
                .hasMessageContaining("A CSV cell holds one value: read it as text and make the list of record");
    }

    @Test
    void unknown_step_is_answered_with_those_there_are() {
        assertThatThrownBy(() -> pipeline("p").steps(EXTRACT, LOAD_A).build().requireStep("laod"))
                .hasMessage("Pipeline 'p' has no step 'laod'; it has [extract, load]");
    }

    @Test
    void settings_out_of_bounds() {
        assertThatThrownBy(() -> A_TO_B.concurrency(0)).hasMessage("concurrency is 0, expected 1 to 1,000");
        assertThatThrownBy(() -> A_TO_B.batch(11)).hasMessage("batch is 11, expected 1 to 10");
        assertThatThrownBy(() -> A_TO_B.retries(16)).hasMessage("retries is 16, expected 0 to 15");
        assertThatThrownBy(() -> A_TO_B.visibility(java.time.Duration.ofHours(13)))
                .hasMessage("visibility is PT13H, expected 1 s to 12 h");
    }

    @Test
    void graph_knows_paths_and_what_is_downstream() {
        Graph graph = Sample.ORDERS.graph();
        assertThat(names(graph.pathTo("load-lines"))).containsExactly("extract", "keep", "type", "lines", "load-lines");
        assertThat(names(graph.downstreamOf("type"))).containsExactly("load", "lines", "bill", "load-lines");
        assertThat(names(graph.downstreamOf("load"))).isEmpty();
        assertThat(names(graph.sinks())).containsExactly("load", "bill", "load-lines");
        assertThat(graph.extract()).isEqualTo(new Graph.Node("extract", StepKind.EXTRACT, null, null, false));
        assertThat(graph.findNode("load-lines"))
                .hasValue(new Graph.Node(
                        "load-lines", StepKind.LOAD, "lines", "order_lines", List.of("order_id", "sku"), false));
        assertThatThrownBy(() -> graph.pathTo("nowhere")).hasMessage("no step 'nowhere'");
    }

    private static List<String> names(List<Graph.Node> nodes) {
        return nodes.stream().map(Graph.Node::name).toList();
    }

    private static void assertRefused(String message, Step<?, ?>... steps) {
        assertThatThrownBy(() -> pipeline("p").steps(steps).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
