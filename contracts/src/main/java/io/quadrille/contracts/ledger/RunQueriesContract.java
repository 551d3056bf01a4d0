package io.quadrille.contracts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.Counts;
import io.quadrille.events.Fact;
import io.quadrille.events.Rejection;
import io.quadrille.events.records.Origin;
import io.quadrille.observer.ledger.Page;
import io.quadrille.observer.ledger.RejectFilter;
import io.quadrille.observer.ledger.RejectGroup;
import io.quadrille.observer.ledger.RejectRow;
import io.quadrille.observer.runs.Bottleneck;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.observer.runs.RunSeries;
import io.quadrille.observer.runs.RunSeries.Point;
import io.quadrille.observer.runs.StepReport;
import io.quadrille.observer.runs.StepReport.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is asked of any ledger about a run as a whole: its steps, its course over time, why records were rejected. */
public abstract class RunQueriesContract extends LedgerScene {
    /** So many seconds after the start. */
    private static Instant at(double seconds) {
        return Staged.START.plusMillis(Math.round(seconds * 1_000));
    }

    private void publish(double seconds, Fact... facts) {
        for (Fact fact : facts) {
            witness.observer.handle(List.of(Staged.envelope(fact, at(seconds))));
        }
    }

    private RunSeries series() {
        return witness.queries.findSeries(key).orElseThrow();
    }

    private List<Point> points(String step) {
        return series().steps().stream()
                .filter(of -> of.step().equals(step))
                .findFirst()
                .orElseThrow()
                .points();
    }

    private StepReport step(String name) {
        return witness.report(key).steps().stream()
                .filter(step -> step.step().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_run_is_followed_over_time_by_when_outcomes_were_published_however_often_they_come() {
        publish(0, run.started());
        publish(1.1, run.passes("extract", 0, 500), run.passes("extract", 1, 400));
        publish(1.3, run.passes("transform", 0, 500));
        publish(9, run.passes("extract", 0, 500), run.passes("transform", 0, 500)); // executed again: they do not count
        publish(3, run.passes("load", 0, 500));

        RunSeries series = series();
        assertThat(series.slot()).isEqualTo(Duration.ofMillis(250));
        assertThat(series.slots()).containsExactly(at(1), at(1.25), at(3));
        assertThat(points("extract")).extracting(Point::in).containsExactly(900L, 0L, 0L);
        assertThat(points("extract")).extracting(Point::chunks).containsExactly(2L, 0L, 0L);
        assertThat(points("extract")).extracting(Point::backlog).containsExactly(0L, 0L, 0L);
        assertThat(points("transform")).extracting(Point::out).containsExactly(0L, 500L, 0L);
        assertThat(points("transform")).extracting(Point::backlog).containsExactly(900L, 400L, 400L);
        assertThat(points("load")).extracting(Point::out).containsExactly(0L, 0L, 500L);
        assertThat(points("load")).extracting(Point::backlog).containsExactly(0L, 500L, 0L);
        assertThat(points("load").get(2).working()).isBetween(Duration.ofNanos(360_000), Duration.ofNanos(2_270_000));
    }

    @Test
    void closed_buckets_are_told_of_like_open_ones_and_reopened_ones_too() {
        publish(0, run.started(), run.extracted(70, 70));
        for (int chunk = 0; chunk < 70; chunk++) {
            publish(chunk, run.passes("extract", chunk, 1));
            publish(chunk + 0.5, run.passes("transform", chunk, 1));
            if (chunk != 5) {
                publish(chunk + 0.75, run.passes("load", chunk, 1));
            }
        }
        publish(80, run.dead("load", 5, 1));
        assertThat(sum("load")).isEqualTo(69);
        assertThat(points("load").get(points("load").size() - 1).backlog()).isEqualTo(1); // it died after that slot
        assertThat(witness.report(key).status().isComplete()).isTrue();
        publish(90, run.passes("load", 5, 1));

        RunSeries series = series();
        assertThat(series.slots()).hasSizeLessThanOrEqualTo(64);
        assertThat(series.slot()).isEqualTo(Duration.ofSeconds(2));
        assertThat(sum("extract")).isEqualTo(70);
        assertThat(sum("transform")).isEqualTo(70);
        assertThat(sum("load")).isEqualTo(70);
        assertThat(points("load").get(points("load").size() - 1).backlog()).isZero();
    }

    private long sum(String step) {
        return points(step).stream().mapToLong(Point::in).sum();
    }

    @Test
    void steps_tell_how_far_they_are() {
        publish(0, run.started());
        assertThat(witness.report(key).steps()).extracting(StepReport::state).containsOnly(State.NOT_REACHED);
        assertThat(witness.report(key).bottleneck()).isNull();
        publish(1, run.passes("extract", 0, 500), run.passes("extract", 1, 500), run.passes("transform", 0, 500));
        assertThat(witness.report(key).steps())
                .extracting(StepReport::state)
                .containsExactly(State.WORKING, State.WORKING, State.NOT_REACHED);
        assertThat(step("extract").recordsPerSecond()).isEqualTo(4_000);
        assertThat(step("transform").backlog()).isEqualTo(500);
        assertThat(step("transform").chunks()).isEqualTo(1);
        assertThat(step("load").backlog()).isEqualTo(500);
        publish(2, run.extracted(2, 1_000), run.passes("load", 0, 500));
        assertThat(witness.report(key).steps())
                .extracting(StepReport::state)
                .containsExactly(State.DONE, State.WORKING, State.IDLE);
        publish(3, run.dead("transform", 1, 500));
        assertThat(witness.report(key).steps()).extracting(StepReport::state).containsOnly(State.DONE);
        assertThat(step("transform").backlog()).isZero();
        assertThat(step("transform").deadLettered()).isEqualTo(500);
    }

    @Test
    void the_bottleneck_is_the_step_that_records_wait_for_while_those_after_it_do_not() {
        publish(0, run.started());
        for (int chunk = 0; chunk < 8; chunk++) {
            publish(chunk, run.passes("extract", chunk, 500));
            if (chunk % 4 == 0) {
                publish(chunk + 0.5, run.passes("transform", chunk / 4, 500), run.passes("load", chunk / 4, 500));
            }
        }
        Bottleneck bottleneck = witness.report(key).bottleneck();
        assertThat(bottleneck)
                .isEqualTo(new Bottleneck(
                        "transform",
                        Bottleneck.Kind.BACKLOG,
                        "3,000 records wait for it, and more come than go; a chunk waits 6 ms for 1 ms of work,"
                                + " while load after it has nothing to do"));
    }

    @Test
    void a_step_that_has_not_ended_a_chunk_is_told_without_times() {
        publish(0, run.started());
        for (int chunk = 0; chunk < 4; chunk++) {
            publish(chunk, run.passes("extract", chunk, 500));
        }
        assertThat(witness.report(key).bottleneck())
                .isEqualTo(new Bottleneck(
                        "transform",
                        Bottleneck.Kind.BACKLOG,
                        "2,000 records wait for it, and more come than go; it has not ended a chunk yet, while load"
                                + " after it has nothing to do"));
    }

    @Test
    void where_nothing_waits_the_source_is_the_bottleneck() {
        publish(0, run.started());
        for (int chunk = 0; chunk < 4; chunk++) {
            for (String step : List.of("extract", "transform", "load")) {
                ChunkOutcome passed = run.passes(step, chunk, 500).outcome();
                ChunkOutcome quick = new ChunkOutcome(
                        passed.key(),
                        passed.counts(),
                        1,
                        2,
                        passed.dataHash(),
                        null,
                        new ChunkOutcome.Timing(500, 9_000));
                publish(
                        chunk,
                        run.graph().sinks().get(0).name().equals(step)
                                ? new Fact.RecordsLoaded(quick)
                                : step.equals("extract")
                                        ? new Fact.RecordsExtracted(quick)
                                        : new Fact.RecordsTransformed(quick));
            }
        }
        publish(4, run.extracted(4, 2_000));
        RunReport report = witness.report(key);
        assertThat(report.bottleneck())
                .isEqualTo(new Bottleneck(
                        "extract", Bottleneck.Kind.READING, "all kept up with extract as it read the source"));
        assertThat(report.verdict(at(60)))
                .isEqualTo("2,000 of 2,000 records loaded in 1.0 s. No step held it up: all kept up with extract as it"
                        + " read the source.");
    }

    private static Rejection rejection(long line, @Nullable String column, String code) {
        return new Rejection(new Origin(line, line * 10, 0), column, code, "refused");
    }

    private void deliverRejects() {
        Fact first = new Fact.RecordsRejected(
                run.chunk("extract", 0),
                List.of(
                        rejection(2, "amount", "NOT_A_NUMBER"),
                        rejection(3, null, "TOO_FEW_COLUMNS"),
                        rejection(4, "amount of \"x\" 1", "NOT_A_NUMBER")));
        Fact second =
                new Fact.RecordsRejected(run.chunk("transform", 0), List.of(rejection(5, "amount", "NOT_A_NUMBER")));
        Fact third = new Fact.RecordsRejected(
                run.chunk("extract", 70),
                List.of(rejection(702, "amount", "NOT_A_NUMBER"), rejection(703, "amount", "NOT_A_NUMBER")));
        publish(1, first, third, first, second, third);
    }

    @Test
    void rejects_are_counted_by_reason_and_place_once() {
        publish(0, run.started());
        deliverRejects();
        assertThat(witness.report(key).rejects())
                .containsExactly(
                        new RejectGroup("extract", "amount", "NOT_A_NUMBER", 3),
                        new RejectGroup("extract", "amount of \"x\" 1", "NOT_A_NUMBER", 1),
                        new RejectGroup("extract", null, "TOO_FEW_COLUMNS", 1),
                        new RejectGroup("transform", "amount", "NOT_A_NUMBER", 1));
        assertThat(witness.report(key).findTopProblem()).contains("3 amount not a number");
        assertThat(witness.report(key).verdict(at(2)))
                .isEqualTo(
                        "0 of 0 records loaded so far, in 2.0 s. 6 rejected: 3 amount not a number, 1 amount of \"x\" 1"
                                + " not a number, 1 too few columns, and 1 reason more.");
    }

    @Test
    void reasons_stay_the_same_when_their_bucket_closes() {
        publish(0, run.started(), run.extracted(1, 3));
        publish(
                1,
                run.outcome("extract", 0, new Counts(3, 1, 0, 2, 0, 0)),
                run.rejects("extract", 0, 2),
                run.passes("transform", 0, 1),
                run.passes("load", 0, 1));
        assertThat(witness.report(key).status().isComplete()).isTrue();
        assertThat(witness.report(key).rejects())
                .containsExactly(new RejectGroup("extract", "amount", "NOT_A_NUMBER", 2));
    }

    @Test
    void a_group_of_rejects_is_listed_page_by_page() {
        publish(0, run.started());
        deliverRejects();
        assertThat(lines(RejectFilter.ALL, 2)).containsExactly(2L, 3L, 4L, 5L, 702L, 703L);
        assertThat(lines(new RejectFilter(null, "NOT_A_NUMBER", null), 2)).containsExactly(2L, 4L, 5L, 702L, 703L);
        assertThat(lines(new RejectFilter("extract", "NOT_A_NUMBER", "amount"), 1))
                .containsExactly(2L, 702L, 703L);
        assertThat(lines(new RejectFilter("extract", null, ""), 5)).containsExactly(3L);
        assertThat(lines(new RejectFilter("load", null, null), 5)).isEmpty();
        assertThat(lines(RejectFilter.of(new RejectGroup("extract", "amount of \"x\" 1", "NOT_A_NUMBER", 1)), 5))
                .containsExactly(4L);
        assertThatThrownBy(() -> witness.queries.rejects(
                        key, new RejectFilter(null, "NOT_A_NUMBER", null), Optional.of("bm9uc2Vuc2U"), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The cursor is not one that a page ended with; ask for the first page");
    }

    private List<Long> lines(RejectFilter filter, int limit) {
        List<Long> lines = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<RejectRow> page = witness.queries.rejects(key, filter, cursor, limit);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            page.items().forEach(row -> lines.add(row.line()));
            cursor = page.next();
        } while (cursor.isPresent());
        return lines;
    }

    @Test
    void runs_are_found_by_the_beginning_of_their_id() {
        for (String id : new String[] {"ab12", "ab13", "ac14", "a"}) {
            witness.deliver(Staged.run(id, Graphs.LINE).started());
        }
        assertThat(witness.queries.runIds("ab", 5)).containsExactlyInAnyOrder("ab12", "ab13");
        assertThat(witness.queries.runIds("a", 9)).hasSize(4);
        assertThat(witness.queries.runIds("a", 2)).hasSize(2);
        assertThat(witness.queries.runIds("ac14", 5)).containsExactly("ac14");
        assertThat(witness.queries.runIds("b", 5)).isEmpty();
    }

    @Test
    void a_run_that_is_not_known_has_no_answers() {
        assertThat(witness.queries.findSeries(key)).isEmpty();
        assertThat(witness.queries.findJourney(key, 2)).isEmpty();
        assertThat(witness.queries.findLineage(key)).isEmpty();
        assertThat(witness.queries
                        .rejects(key, RejectFilter.ALL, Optional.empty(), 5)
                        .items())
                .isEmpty();
        assertThat(witness.queries.missingChunks(key)).isEmpty();
    }

    @Test
    void lineage_begins_with_the_start_and_ends_with_the_run() {
        witness.deliver(run.passes("extract", 0, 3));
        assertThat(witness.queries.findLineage(key)).contains("[]");
        witness.deliver(run.started());
        assertThat(witness.queries.findLineage(key).orElseThrow())
                .contains("\"eventType\":\"START\"")
                .doesNotContain("\"eventType\":\"COMPLETE\"");
        witness.deliver(run.passes("transform", 0, 3), run.passes("load", 0, 3), run.extracted(1, 3));
        assertThat(witness.queries.findLineage(key).orElseThrow())
                .contains("\"eventType\":\"COMPLETE\"", "\"rowCount\":3", "/in/rows.csv", "\"name\":\"customers\"");
    }
}
