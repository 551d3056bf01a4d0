package io.quadrille.contracts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.Counts;
import io.quadrille.events.Fact;
import io.quadrille.events.RunKey;
import io.quadrille.observer.Recording;
import io.quadrille.observer.ledger.Page;
import io.quadrille.observer.ledger.RejectRow;
import io.quadrille.observer.ledger.RunFilter;
import io.quadrille.observer.ledger.RunHistory;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.observer.runs.SinkReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is read from any ledger: rejects, lists, what is missing, what is stalled. */
public abstract class LedgerReadingContract extends LedgerScene {
    @Test
    void completion_waits_for_the_rows_of_every_reject() {
        witness.deliver(run.started(), run.extracted(1, 3));
        witness.deliver(run.outcome("extract", 0, new Counts(3, 1, 0, 2, 0, 0)));
        witness.deliver(run.passes("transform", 0, 1), run.passes("load", 0, 1));
        assertThat(witness.missing(key)).containsExactly("extract: chunk 0");
        assertThat(witness.queries.completedChunks(key)).isEqualTo(new BitSet());
        assertThat(witness.announced).isEmpty();
        witness.deliver(run.rejects("extract", 0, 2));
        assertThat(witness.report(key).status()).isEqualTo(RunStatus.COMPLETE_WITH_REJECTS);
        assertThat(witness.announced).hasSize(1);
        assertThat(witness.deliverOne(run.rejects("extract", 0, 2))).isEqualTo(Recording.DUPLICATE);
        assertThat(witness.deliverOne(run.rejects("extract", 0, 1))).isInstanceOf(Recording.Conflicting.class);
        assertThat(rejects()).hasSize(2);
    }

    @Test
    void rejects_are_read_by_line_page_by_page_before_the_run_is_complete() {
        witness.deliver(run.rejects("load", 1, 2), run.rejects("extract", 1, 1), run.rejects("extract", 0, 3));
        assertThat(rejects())
                .containsExactly("2 extract", "3 extract", "4 extract", "102 extract", "102 load", "103 load");
        List<String> paged = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<RejectRow> page = witness.queries.rejects(key, cursor, 2);
            assertThat(page.items()).hasSize(2);
            page.items().forEach(row -> paged.add(row.line() + " " + row.step()));
            cursor = page.next();
        } while (cursor.isPresent());
        assertThat(paged).isEqualTo(rejects());
        RejectRow first = witness.queries.rejects(key, cursor, 1).items().get(0);
        assertThat(first)
                .isEqualTo(new RejectRow(
                        "extract",
                        0,
                        0,
                        run.rejects("extract", 0, 3).rejections().get(0)));
        assertThatThrownBy(() -> witness.queries.rejects(key, Optional.of("nonsense"), 2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private List<String> rejects() {
        List<String> lines = new ArrayList<>();
        witness.queries.forEachReject(key, row -> lines.add(row.line() + " " + row.step()));
        return lines;
    }

    @Test
    void missing_chunks_are_named_as_ranges() {
        witness.deliver(run.started(), run.extracted(80, 0));
        for (int chunk = 0; chunk < 80; chunk++) {
            witness.deliver(run.passes("extract", chunk, 0), run.passes("transform", chunk, 0));
            if (chunk != 3 && (chunk < 62 || chunk > 66)) {
                witness.deliver(run.passes("load", chunk, 0));
            }
        }
        assertThat(witness.missing(key)).containsExactly("load: chunks 3, 62-66");
        assertThat(witness.queries.completedChunks(key).cardinality()).isEqualTo(74);
    }

    @Test
    void a_run_without_progress_is_stalled_until_something_happens() {
        witness.deliver(run.started(), run.passes("extract", 0, 3));
        witness.clock.advance(Duration.ofMinutes(4));
        assertThat(witness.watchdog.check()).isEmpty();
        witness.deliver(run.passes("transform", 0, 3));
        witness.clock.advance(Duration.ofMinutes(5));
        assertThat(witness.watchdog.check()).containsExactly(key);
        assertThat(witness.watchdog.check()).isEmpty();
        assertThat(witness.report(key).status()).isEqualTo(RunStatus.STALLED);
        assertThat(witness.announced)
                .containsExactly(new Fact.RunStalled(
                        key, Staged.START.plusSeconds(241), List.of("load: chunk 0", "the extract's end")));
        assertThat(witness.report(key).stalledOn()).containsExactly("load: chunk 0", "the extract's end");
        witness.deliver(run.passes("transform", 0, 3));
        assertThat(witness.report(key).status()).isEqualTo(RunStatus.STALLED);
        witness.deliver(run.passes("load", 0, 3));
        assertThat(witness.report(key).status()).isEqualTo(RunStatus.RUNNING);
    }

    @Test
    void an_amendment_is_in_the_history_once() {
        witness.deliver(run.started());
        witness.deliver(new Fact.RunAmended(key, 2, "REDRIVE", 7), new Fact.RunAmended(key, 1, "RETRY", 5));
        assertThat(witness.deliverOne(new Fact.RunAmended(key, 2, "REDRIVE", 7)))
                .isEqualTo(Recording.DUPLICATE);
        assertThat(witness.report(key).amendments())
                .containsExactly(
                        new RunHistory.Amendment(1, "RETRY", 5, Staged.START),
                        new RunHistory.Amendment(2, "REDRIVE", 7, Staged.START));
    }

    @Test
    void the_headline_is_the_sink_with_most_trouble_and_the_first_of_equals() {
        Staged tree = Staged.run("tree", Graphs.TREE);
        witness.deliver(tree.started(), tree.passes("extract", 0, 4), tree.passes("clean", 0, 4));
        assertThat(witness.report(tree.run()).headline().step()).isEqualTo("load-orders");
        witness.deliver(tree.passes("load-orders", 0, 4), tree.outcome("paid", 0, new Counts(4, 1, 0, 0, 3, 0)));
        assertThat(witness.report(tree.run()).headline().step()).isEqualTo("load-lines");
        witness.deliver(tree.outcome("lines", 0, new Counts(4, 9, 6, 0, 1, 0)), tree.passes("load-lines", 0, 9));
        witness.deliver(tree.extracted(1, 4));
        RunReport report = witness.report(tree.run());
        assertThat(report.sinks())
                .containsExactly(
                        new SinkReport("load-orders", "orders", 4, 0, 4, 0, 0, 0, 0, true),
                        new SinkReport("load-lines", "lines", 4, 6, 9, 0, 1, 0, 0, true),
                        new SinkReport("paid", null, 4, 0, 1, 0, 3, 0, 0, true));
        assertThat(report.status()).isEqualTo(RunStatus.COMPLETE);
    }

    @Test
    void runs_are_listed_latest_first_by_pipeline_status_and_time_page_by_page() {
        for (int i = 0; i < 5; i++) {
            Staged staged = Staged.run("listed" + i, Graphs.LINE);
            witness.observer.handle(List.of(
                    Staged.envelope(staged.started(), Staged.START.plusSeconds(i)),
                    Staged.envelope(staged.extracted(i % 2, 0))));
        }
        assertThat(listed(RunFilter.ALL, 2)).containsExactly("listed4", "listed3", "listed2", "listed1", "listed0");
        assertThat(listed(RunFilter.ofStatus(RunStatus.COMPLETE), 2)).containsExactly("listed4", "listed2", "listed0");
        assertThat(listed(new RunFilter("another", null, null, null), 2)).isEmpty();
        assertThat(listed(new RunFilter(null, null, Staged.START.plusSeconds(1), Staged.START.plusSeconds(3)), 9))
                .containsExactly("listed2", "listed1");
        assertThat(witness.queries.findLast().orElseThrow().run().run()).isEqualTo("listed4");
    }

    private List<String> listed(RunFilter filter, int limit) {
        List<String> listed = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<RunReport> page = witness.queries.runs(filter, cursor, limit);
            page.items().forEach(report -> listed.add(report.run().run()));
            cursor = page.next();
        } while (cursor.isPresent());
        return listed;
    }

    @Test
    void the_latest_attempt_stands_for_its_run() {
        for (int attempt : new int[] {2, 10, 9}) {
            witness.deliver(new Staged(new RunKey("staged", "again", attempt), Graphs.LINE).started());
        }
        assertThat(witness.queries
                        .findLatestAttempt("again")
                        .orElseThrow()
                        .run()
                        .attempt())
                .isEqualTo(10);
        assertThat(witness.queries.findLatestAttempt("unheard")).isEmpty();
        assertThat(witness.queries.find(new RunKey("staged", "again", 3))).isEmpty();
    }
}
