package io.quadrille.events.pipeline;

import static io.quadrille.events.pipeline.Choreography.csv;
import static io.quadrille.events.pipeline.Choreography.extract;
import static io.quadrille.events.pipeline.Choreography.load;
import static io.quadrille.events.pipeline.Choreography.pipeline;
import static io.quadrille.events.pipeline.Choreography.records;
import static io.quadrille.events.pipeline.Choreography.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.FactKind;
import io.quadrille.events.records.RecordType;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RuleTest {
    record Row(String id) {}

    @Test
    void each_step_with_a_queue_has_a_rule_and_the_observer_three_for_all_events() {
        assertThat(Sample.ORDERS.rules())
                .extracting(Rule::target)
                .containsExactly(
                        "keep", "type", "load", "lines", "bill", "load-lines", "observer", "observer", "observer");
        assertThat(Sample.ORDERS.rules().get(0))
                .isEqualTo(new Rule(
                        "orders-keep", "{\"source\":[\"orders\"],\"detail-type\":[\"orders.read.v1\"]}", "keep"));
        assertThat(Sample.ORDERS.rules().get(6))
                .isEqualTo(new Rule(
                        "orders-observer-extracted",
                        "{\"source\":[\"orders\"],\"detail\":{\"fact\":[\"records-extracted\"]}}",
                        "observer",
                        Rule.Shape.EXTRACTED_ENVELOPE));
        assertThat(Sample.ORDERS.rules().get(7))
                .isEqualTo(new Rule(
                        "orders-observer-transformed",
                        "{\"source\":[\"orders\"],\"detail\":{\"fact\":[\"records-transformed\"]}}",
                        "observer",
                        Rule.Shape.TRANSFORMED_ENVELOPE));
        assertThat(Sample.ORDERS.rules().get(8))
                .isEqualTo(new Rule(
                        "orders-observer",
                        "{\"source\":[\"orders\"],\"detail\":{\"fact\":[{\"anything-but\":"
                                + "[\"records-extracted\",\"records-transformed\"]}]}}",
                        "observer"));
    }

    @Test
    void what_carries_records_is_observed_without_them() {
        String withoutData = Sample.ORDERS.rules().stream()
                .filter(Rule::envelopeOnly)
                .map(Rule::pattern)
                .collect(Collectors.joining());
        assertThat(FactKind.values()).allSatisfy(kind -> assertThat(withoutData.contains('"' + kind.attribute() + '"'))
                .isEqualTo(kind.carriesRecords()));
    }

    @Test
    void longest_names_stay_within_the_limits_of_event_bridge() {
        RecordType<Row> type = records("a".repeat(125) + ".v1", Row.class);
        Pipeline longest = pipeline("p".repeat(31))
                .steps(
                        extract("e".repeat(31), csv()).emits(type),
                        load("l".repeat(31)).on(type).into(table("rows", Row::id)))
                .build();
        assertThat(longest.rules()).allSatisfy(rule -> {
            assertThat(rule.name()).matches("[.\\-_A-Za-z0-9]{1,64}");
            assertThat(rule.pattern().length()).isLessThanOrEqualTo(2048);
        });
        assertThat(longest.rules().get(0).name()).hasSize(63);
    }
}
