package io.quadrille.handlers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.quadrille.events.Emission;
import io.quadrille.events.Envelope;
import io.quadrille.events.Extensions;
import io.quadrille.events.Fact;
import io.quadrille.events.Facts;
import io.quadrille.events.RunKey;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.events.pipeline.StepKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class OwedStepsTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final Graph TREE = new Graph(List.of(
            new Graph.Node("extract", StepKind.EXTRACT, null, null, false),
            new Graph.Node("clean", StepKind.TRANSFORM, "extract", null, false),
            new Graph.Node("load-orders", StepKind.LOAD, "clean", "orders", false),
            new Graph.Node("lines", StepKind.EXPAND, "clean", null, false),
            new Graph.Node("load-lines", StepKind.LOAD, "lines", "lines", false)));

    private static Envelope event(@Nullable String owed) {
        Emission.Context context = new Emission.Context(NOW, null, null, owed);
        return Facts.envelope(new Fact.RunFailed(new RunKey("p", "r", 1), "x"), new Emission(NOW, null, context));
    }

    private static boolean isTaken(String step, Envelope event) {
        return new OwedSteps(TREE, step).isTaken(event);
    }

    @Test
    void what_no_retry_sends_is_for_every_step() {
        assertThat(TREE.nodes()).allMatch(node -> isTaken(node.name(), event(null)));
    }

    @Test
    void steps_before_and_after_the_one_that_rejected_work_and_the_others_acknowledge() {
        assertThat(TREE.nodes().stream().map(Graph.Node::name).filter(step -> isTaken(step, event("lines"))))
                .containsExactly("extract", "clean", "lines", "load-lines");
        assertThat(TREE.nodes().stream().map(Graph.Node::name).filter(step -> isTaken(step, event("load-orders"))))
                .containsExactly("extract", "clean", "load-orders");
    }

    @Test
    void step_before_the_one_that_rejected_is_known() {
        Emission.Context owed = new Emission.Context(NOW, null, null, "load-lines");
        assertThat(new OwedSteps(TREE, "lines").isBefore(owed)).isTrue();
        assertThat(new OwedSteps(TREE, "load-lines").isBefore(owed)).isFalse();
        assertThat(new OwedSteps(TREE, "lines").isBefore(new Emission.Context(NOW, null, null)))
                .isFalse();
    }

    @Test
    void dead_letter_that_is_sent_again_is_for_one_step() {
        Envelope letter = new Envelope(CloudEventBuilder.v1(event(null).event())
                .withExtension(Extensions.REDRIVE_TO, "load-orders")
                .build());
        assertThat(isTaken("load-orders", letter)).isTrue();
        assertThat(isTaken("lines", letter)).isFalse();
    }

    @Test
    void step_that_is_not_there_any_more_is_told() {
        assertThatThrownBy(() -> isTaken("clean", event("gone")))
                .isInstanceOf(Undeliverable.class)
                .hasMessageEndingWith(": step 'gone' is owed its records, and the pipeline has no such step any more");
    }
}
