package io.quadrille.contracts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.Fact;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.observer.Recording;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.RunReport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an observer counts on any ledger. */
public abstract class LedgerTallyContract extends LedgerScene {
    @Test
    void a_run_without_trouble_is_complete_and_says_so_once() {
        witness.deliver(run.started());
        deliverChunk(0, 3);
        witness.deliver(run.extracted(1, 3));
        RunReport report = witness.report(key);
        assertThat(report.status()).isEqualTo(RunStatus.COMPLETE);
        assertThat(report.sinks()).containsExactly(load(3, 3, 0, 0));
        assertThat(report.headline()).isEqualTo(report.sinks().get(0));
        assertThat(report.ignoredColumns()).containsExactly("remarks");
        assertThat(report.findDuration()).contains(Duration.ofSeconds(1));
        assertThat(report.steps().get(1).working().p50().toNanos() / 1000).isBetween(360L, 2270L);
        assertThat(witness.announced)
                .containsExactly(
                        new Fact.RunCompleted(key, "COMPLETE", 3, List.of(new Fact.SinkTotals("load", 0, 3, 0, 0, 0))));
    }

    @Test
    void an_empty_file_completes_with_its_totals() {
        witness.deliver(run.extracted(0, 0), run.started());
        assertThat(witness.report(key).status()).isEqualTo(RunStatus.COMPLETE);
        assertThat(witness.report(key).sinks()).containsExactly(load(0, 0, 0, 0));
        assertThat(witness.announced).hasSize(1);
    }

    @Test
    void empty_chunks_are_awaited_like_others() {
        witness.deliver(run.started(), run.extracted(2, 0));
        deliverChunk(1, 0);
        assertThat(witness.missing(key)).containsExactly("extract: chunk 0", "transform: chunk 0", "load: chunk 0");
        deliverChunk(0, 0);
        assertThat(witness.report(key).status()).isEqualTo(RunStatus.COMPLETE);
    }

    @Test
    void a_run_whose_start_comes_last_is_listed_before_and_completes_with_it() {
        deliverChunk(0, 3);
        witness.deliver(run.extracted(1, 3));
        assertThat(witness.report(key).status()).isEqualTo(RunStatus.RUNNING);
        assertThat(witness.report(key).sinks()).isEmpty();
        assertThat(witness.queries.findLast()).isPresent();
        witness.deliver(run.started());
        assertThat(witness.report(key).sinks()).containsExactly(load(3, 3, 0, 0));
        assertThat(witness.announced).hasSize(1);
    }

    @Test
    void a_redelivered_outcome_is_counted_as_a_duplicate_only() {
        witness.deliver(run.started(), run.passes("extract", 0, 3));
        assertThat(witness.deliverOne(run.passes("extract", 0, 3))).isEqualTo(Recording.DUPLICATE);
        assertThat(witness.deliver(List.of(run.passes("extract", 0, 3), run.passes("transform", 0, 3))))
                .containsExactly(Recording.DUPLICATE, Recording.RECORDED);
        assertThat(witness.report(key).duplicates()).isEqualTo(2);
        assertThat(witness.report(key).sinks()).containsExactly(load(3, 0, 0, 3));
    }

    @Test
    void what_is_in_flight_is_seen_edge_by_edge_also_when_the_end_is_known_before_the_middle() {
        witness.deliver(run.started(), run.passes("extract", 0, 3), run.passes("load", 0, 3));
        assertThat(witness.report(key).sinks()).containsExactly(load(3, 0, 0, 3));
        witness.deliver(run.passes("transform", 0, 3));
        assertThat(witness.report(key).sinks()).containsExactly(load(3, 3, 0, 0));
    }

    @Test
    void a_file_of_exactly_one_bucket_and_one_of_a_chunk_more_both_complete() {
        for (int chunks : new int[] {64, 65}) {
            Staged staged = Staged.run("chunks" + chunks, Graphs.LINE);
            witness.deliver(staged.started(), staged.extracted(chunks, chunks));
            for (int chunk = chunks - 1; chunk >= 0; chunk--) {
                assertThat(witness.report(staged.run()).status()).isEqualTo(RunStatus.RUNNING);
                witness.deliver(List.of(
                        staged.passes("load", chunk, 1),
                        staged.passes("transform", chunk, 1),
                        staged.passes("extract", chunk, 1)));
            }
            assertThat(witness.report(staged.run()).sinks()).containsExactly(load(chunks, chunks, 0, 0));
            assertThat(witness.report(staged.run()).status()).isEqualTo(RunStatus.COMPLETE);
        }
    }

    @Test
    void a_failed_run_that_is_resumed_completes() {
        witness.deliver(run.started(), new Fact.RunFailed(key, "no column 'id'"));
        assertThat(witness.report(key).status()).isEqualTo(RunStatus.FAILED);
        assertThat(witness.report(key).failure()).isEqualTo("no column 'id'");
        deliverChunk(0, 3); // published no later than the failure: still the attempt that failed
        assertThat(witness.report(key).status()).isEqualTo(RunStatus.FAILED);
        witness.observer.handle(List.of(Staged.envelope(run.passes("extract", 1, 2), Staged.START.plusSeconds(60))));
        assertThat(witness.report(key).status()).isEqualTo(RunStatus.RUNNING);
        witness.deliver(run.passes("transform", 1, 2), run.passes("load", 1, 2), run.extracted(2, 5));
        assertThat(witness.report(key).status()).isEqualTo(RunStatus.COMPLETE);
        assertThat(witness.report(key).failure()).isNull();
    }

    @Test
    void an_unreadable_event_costs_only_itself() {
        Fact.RunStarted headless =
                new Fact.RunStarted(key, run.started().source(), Staged.START, "digest", new Graph(List.of()));
        List<Recording> recordings = witness.deliver(List.of(headless, run.started(), run.passes("extract", 0, 3)));
        assertThat(recordings.get(0)).isInstanceOf(Recording.Unreadable.class);
        assertThat(recordings.subList(1, 3)).containsExactly(Recording.RECORDED, Recording.RECORDED);
        assertThat(witness.report(key).sinks()).containsExactly(load(3, 0, 0, 3));
    }
}
