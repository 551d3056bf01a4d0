package io.quadrille.loadtests.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.loadtests.lane.Answers;
import io.quadrille.loadtests.lane.Depth;
import io.quadrille.loadtests.lane.Evidence;
import io.quadrille.loadtests.lane.LapResult;
import io.quadrille.loadtests.report.Requests;
import io.quadrille.loadtests.report.Section;
import io.quadrille.loadtests.report.Spread;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LapsTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void most_on_the_bus_is_that_of_any_lap() {
        Laps laps = new Laps(Map.of(
                "flow",
                List.of(
                        lap(2 * SECOND, Evidence.of(100).withDepth(new Depth(7, 300))),
                        lap(4 * SECOND, Evidence.of(100).withDepth(new Depth(5, 900))))));
        assertThat(laps.section("flow"))
                .isEqualTo(new Section(
                        "flow",
                        List.of(new Section.Row(
                                "flow", new Spread(3, 2, 4), 100, new Section.Resources(1, 10, 7, 900), ""))));
    }

    @Test
    void speeds_are_of_records_per_second_whatever_the_files() {
        Laps laps = new Laps(Map.of(
                "chunks", List.of(lap(SECOND, Evidence.of(1_000))), "rows", List.of(lap(SECOND, Evidence.of(100)))));
        assertThat(laps.speed("chunks", "rows").median()).isEqualTo(10);
    }

    @Test
    void requests_are_told_by_kind_over_all_laps() {
        Laps laps = new Laps(Map.of(
                "besieged",
                List.of(
                        lap(SECOND, Evidence.of(1).withAnswers(List.of(new Answers("list", 10, 0, 5, 1, 2, 3, 9)))),
                        lap(SECOND, Evidence.of(1).withAnswers(List.of(new Answers("list", 30, 0, 15, 3, 4, 5, 7)))))));
        assertThat(laps.requests("besieged"))
                .containsExactly(new Requests(
                        "list",
                        40,
                        0,
                        new Spread(10, 5, 15),
                        new Spread(2, 1, 3),
                        new Spread(3, 2, 4),
                        new Spread(4, 3, 5),
                        9));
    }

    private static LapResult lap(long nanos, Evidence evidence) {
        return new LapResult(nanos, SECOND, 10, evidence);
    }
}
