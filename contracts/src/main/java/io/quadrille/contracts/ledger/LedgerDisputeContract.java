package io.quadrille.contracts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.quadrille.events.Counts;
import io.quadrille.events.Fact;
import io.quadrille.observer.Recording;
import io.quadrille.observer.ledger.Conflict;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.observer.runs.SinkReport;
import org.junit.jupiter.api.Test;

/** What an observer makes of dead letters and of facts that contradict each other, on any ledger. */
public abstract class LedgerDisputeContract extends LedgerScene {
    @Test
    void two_outcomes_that_differ_leave_the_run_unbalanced_and_are_not_added_up() {
        witness.deliver(run.started(), run.passes("extract", 0, 3));
        Fact other = run.outcome("extract", 0, new Counts(3, 3, 0, 0, 0, 0), "another hash");
        assertThat(witness.deliverOne(other)).isInstanceOf(Recording.Conflicting.class);
        witness.deliver(run.passes("transform", 0, 3), run.passes("load", 0, 3), run.extracted(1, 3));
        RunReport report = witness.report(key);
        assertThat(report.balanced()).isFalse();
        assertThat(report.duplicates()).isZero();
        assertThat(report.conflicts())
                .extracting(Conflict::message)
                .containsExactly("extract, chunk 0: two outcomes that differ; the first one counts");
        assertThat(report.sinks()).containsExactly(new SinkReport("load", "customers", 3, 0, 3, 0, 0, 0, 0, false));
    }

    @Test
    void a_step_that_does_not_take_up_what_was_emitted_leaves_the_run_unbalanced() {
        witness.deliver(run.started(), run.passes("extract", 0, 3));
        witness.deliver(run.passes("transform", 0, 2), run.passes("load", 0, 2), run.extracted(1, 3));
        assertThat(witness.report(key).status()).isEqualTo(RunStatus.COMPLETE);
        assertThat(witness.report(key).balanced()).isFalse();
        assertThat(witness.report(key).conflicts())
                .extracting(Conflict::message)
                .containsExactly("transform, chunk 0: 2 records taken up, but extract emitted 3");
    }

    @Test
    void an_outcome_that_loses_a_record_leaves_the_run_unbalanced() {
        witness.deliver(run.started(), run.outcome("extract", 0, new Counts(3, 2, 0, 0, 0, 0)));
        assertThat(witness.report(key).balanced()).isFalse();
        assertThat(witness.report(key).conflicts())
                .extracting(Conflict::kind)
                .containsExactly(Conflict.Kind.OUTCOME_UNBALANCED);
    }

    @Test
    void totals_that_the_outcomes_do_not_add_up_to_leave_the_run_unbalanced() {
        witness.deliver(run.started());
        deliverChunk(0, 3);
        witness.deliver(run.extracted(1, 4));
        assertThat(witness.report(key).balanced()).isFalse();
    }

    @Test
    void two_closing_totals_that_differ_leave_the_run_unbalanced() {
        witness.deliver(run.started(), run.extracted(1, 3));
        assertThat(witness.deliverOne(run.extracted(1, 3))).isEqualTo(Recording.DUPLICATE);
        assertThat(witness.deliverOne(run.extracted(1, 4))).isInstanceOf(Recording.Conflicting.class);
        assertThat(witness.report(key).balanced()).isFalse();
    }

    @Test
    void a_chunk_beyond_the_end_and_a_step_beyond_the_graph_leave_the_run_unbalanced() {
        witness.deliver(run.extracted(1, 3), run.outcome("audit", 0, Counts.ZERO), run.started());
        witness.deliver(run.passes("extract", 1, 0), run.passes("extract", 200, 0));
        assertThat(witness.report(key).conflicts())
                .extracting(Conflict::message)
                .containsExactly(
                        "step 'audit' is not in the run's graph",
                        "extract, chunk 1: the file has fewer chunks",
                        "extract, chunk 200: the file has fewer chunks");
        assertThat(witness.report(key).balanced()).isFalse();
    }

    @Test
    void fewer_reject_rows_than_the_outcome_counts_leave_the_run_unbalanced() {
        witness.deliver(run.started(), run.extracted(1, 3), run.rejects("extract", 0, 1));
        witness.deliver(run.outcome("extract", 0, new Counts(3, 1, 0, 2, 0, 0)));
        witness.deliver(run.passes("transform", 0, 1), run.passes("load", 0, 1));
        assertThat(witness.report(key).balanced()).isFalse();
    }

    @Test
    void a_dead_letter_closes_its_chunk_downstream_and_counts_once_per_sink() {
        Staged tree = Staged.run("tree", Graphs.TREE);
        witness.deliver(tree.dead("clean", 0, 4), tree.passes("extract", 0, 4), tree.started(), tree.extracted(1, 4));
        RunReport report = witness.report(tree.run());
        assertThat(report.status()).isEqualTo(RunStatus.COMPLETE_WITH_DEAD_LETTERS);
        assertThat(report.sinks())
                .extracting(SinkReport::step, SinkReport::deadLettered, SinkReport::inFlight, SinkReport::balanced)
                .containsExactly(
                        tuple("load-orders", 4L, 0L, true),
                        tuple("load-lines", 4L, 0L, true),
                        tuple("paid", 4L, 0L, true));
        assertThat(witness.queries.deadLetters(tree.run()))
                .extracting(letter -> letter.fact().message())
                .containsExactly("blob/7");
        assertThat(witness.queries.completedChunks(tree.run()).cardinality()).isOne();
    }

    @Test
    void a_late_outcome_reopens_a_complete_run_until_the_steps_downstream_have_it_too() {
        witness.deliver(run.started(), run.extracted(1, 3), run.passes("extract", 0, 3), run.dead("transform", 0, 3));
        assertThat(witness.report(key).sinks()).containsExactly(load(3, 0, 3, 0));
        assertThat(witness.report(key).status()).isEqualTo(RunStatus.COMPLETE_WITH_DEAD_LETTERS);
        witness.deliver(run.passes("transform", 0, 3));
        assertThat(witness.report(key).sinks()).containsExactly(load(3, 0, 0, 3));
        assertThat(witness.report(key).status()).isEqualTo(RunStatus.RUNNING);
        assertThat(witness.missing(key)).containsExactly("load: chunk 0");
        witness.deliver(run.dead("transform", 0, 3), run.passes("load", 0, 3));
        assertThat(witness.report(key).sinks()).containsExactly(load(3, 3, 0, 0));
        assertThat(witness.report(key).status()).isEqualTo(RunStatus.COMPLETE);
        assertThat(witness.queries.deadLetters(key)).isEmpty();
        assertThat(witness.announced)
                .extracting(fact -> ((Fact.RunCompleted) fact).status())
                .containsExactly("COMPLETE_WITH_DEAD_LETTERS", "COMPLETE");
    }

    @Test
    void an_outcome_downstream_of_a_dead_chunk_shows_that_its_own_outcome_is_on_its_way() {
        witness.deliver(run.started(), run.extracted(1, 3), run.passes("extract", 0, 3));
        witness.deliver(run.passes("load", 0, 3), run.dead("transform", 0, 3));
        assertThat(witness.missing(key)).containsExactly("transform: chunk 0");
        assertThat(witness.report(key).sinks()).containsExactly(load(3, 0, 0, 3));
        witness.deliver(run.passes("transform", 0, 3));
        assertThat(witness.report(key).status()).isEqualTo(RunStatus.COMPLETE);
    }
}
