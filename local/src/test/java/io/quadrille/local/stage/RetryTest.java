package io.quadrille.local.stage;

import static io.quadrille.observer.operator.AmendmentRequest.retry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.quadrille.events.Fact;
import io.quadrille.observer.ledger.MemoryLedger;
import io.quadrille.observer.ledger.RunHistory;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.operator.AmendmentPlan;
import io.quadrille.observer.operator.AmendmentPlan.Share;
import io.quadrille.observer.operator.AmendmentReceipt;
import io.quadrille.observer.operator.AmendmentRequest;
import io.quadrille.observer.operator.CannotAmend;
import io.quadrille.observer.operator.Operator;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.observer.runs.SinkReport;
import io.quadrille.observer.runs.StepReport;
import io.quadrille.runtime.EventArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rejected records sent again; the scene checks the balance after every task. */
final class RetryTest {
    private static final String[] LINES = {
        "a,1,p/q", "b,x,p", "c,3,p/" + AmendedScene.LONG_SKU + "/r", "d,4,p", "e,5,p/q", "f,6,p", "g,seven,p", "h,8,p"
    };

    @TempDir
    private Path folder = Path.of("");

    private AmendedScene scene;

    @BeforeEach
    void rejects_at_three_steps() throws IOException {
        scene = new AmendedScene(folder, new MemoryLedger(), LINES);
        scene.refused.add("e");
        scene.run();
        assertThat(scene.rejects())
                .containsExactly(
                        "3 extract NOT_A_NUMBER",
                        "4 load-parts KEY_TOO_LONG",
                        "6 tidy REFUSED",
                        "8 extract NOT_A_NUMBER");
        assertThat(scene.report().sinks())
                .containsExactly(
                        new SinkReport("load-rows", "rows", 8, 0, 5, 3, 0, 0, 0, true),
                        new SinkReport("load-parts", "parts", 8, 3, 7, 4, 0, 0, 0, true));
    }

    private AmendmentPlan plan(String code) {
        return scene.stage.operator(EventArchive.NONE).plan(retry(scene.run, code));
    }

    @Test
    void dry_run_says_what_would_be_sent_by_step_and_code_and_changes_nothing() {
        assertThat(plan(null).shares())
                .containsExactly(
                        new Share("extract", "NOT_A_NUMBER", 2, 0),
                        new Share("tidy", "REFUSED", 1, 0),
                        new Share("load-parts", "KEY_TOO_LONG", 1, 0));
        assertThat(plan("REFUSED").records()).isEqualTo(1);
        assertThat(plan("UNHEARD_OF").isEmpty()).isTrue();
        assertThat(scene.report().amendments()).isEmpty();
        assertThat(scene.report().status()).isEqualTo(RunStatus.COMPLETE_WITH_REJECTS);
    }

    @Test
    void what_was_mended_is_loaded_and_what_was_not_is_rejected_once() throws IOException {
        scene.refused.clear();
        scene.shortensSkus = true;
        RunReport report = scene.amend(retry(scene.run, null), "first");
        assertThat(report.sinks())
                .containsExactly(
                        new SinkReport("load-rows", "rows", 8, 0, 6, 2, 0, 0, 0, true),
                        new SinkReport("load-parts", "parts", 8, 4, 10, 2, 0, 0, 0, true));
        assertThat(scene.rejects()).containsExactly("3 extract NOT_A_NUMBER", "8 extract NOT_A_NUMBER");
        assertThat(scene.rows("rows")).hasSize(6).contains("e,5,p/q");
        assertThat(scene.rows("parts")).hasSize(10).contains("c,xxxxxxxxx", "e,p", "e,q");
        assertThat(report.amendments())
                .extracting(
                        RunHistory.Amendment::number,
                        RunHistory.Amendment::action,
                        RunHistory.Amendment::step,
                        RunHistory.Amendment::records)
                .containsExactly(
                        tuple(1, "RETRY", "extract", 2L),
                        tuple(2, "RETRY", "tidy", 1L),
                        tuple(3, "RETRY", "load-parts", 1L));
        assertThat(report.status()).isEqualTo(RunStatus.COMPLETE_WITH_REJECTS);
        assertThat(scene.completions())
                .extracting(Fact.RunCompleted::amendments)
                .containsExactly(null, 3);
    }

    @Test
    void only_the_sink_that_is_owed_a_record_counts_it() {
        scene.shortensSkus = true;
        RunReport report = scene.amend(retry(scene.run, "KEY_TOO_LONG"), "first");
        assertThat(report.sinks())
                .containsExactly(
                        new SinkReport("load-rows", "rows", 8, 0, 5, 3, 0, 0, 0, true),
                        new SinkReport("load-parts", "parts", 8, 3, 8, 3, 0, 0, 0, true));
        assertThat(report.duplicates()).isZero();
    }

    @Test
    void rejected_again_counts_as_rejected_once_and_completes_again() {
        RunReport before = scene.report();
        RunReport report = scene.amend(retry(scene.run, null), "first");
        assertThat(report.sinks()).isEqualTo(before.sinks());
        assertThat(scene.rejects()).hasSize(4);
        assertThat(scene.completions())
                .extracting(Fact.RunCompleted::amendments)
                .containsExactly(null, 3);
        assertThat(report.steps())
                .extracting(StepReport::counts)
                .containsExactlyElementsOf(
                        before.steps().stream().map(StepReport::counts).toList());
    }

    @Test
    void retry_of_what_a_retry_rejected_again_loads_it_in_the_end() throws IOException {
        scene.amend(retry(scene.run, "REFUSED"), "first");
        scene.amend(retry(scene.run, "REFUSED"), "second");
        scene.refused.clear();
        RunReport report = scene.amend(retry(scene.run, "REFUSED"), "third");
        assertThat(report.amendments()).hasSize(3);
        assertThat(report.sinks().get(0)).isEqualTo(new SinkReport("load-rows", "rows", 8, 0, 6, 2, 0, 0, 0, true));
        assertThat(scene.rows("rows")).contains("e,5,p/q");
    }

    @Test
    void step_before_the_one_that_rejected_may_end_the_record_now() {
        scene.refused.add("c");
        RunReport report = scene.amend(retry(scene.run, "KEY_TOO_LONG"), "first");
        assertThat(scene.rejects()).contains("4 tidy REFUSED").doesNotContain("4 load-parts KEY_TOO_LONG");
        assertThat(report.sinks().get(0)).isEqualTo(new SinkReport("load-rows", "rows", 8, 0, 5, 3, 0, 0, 0, true));
        assertThat(report.sinks().get(1)).isEqualTo(new SinkReport("load-parts", "parts", 8, 3, 7, 4, 0, 0, 0, true));
        scene.refused.clear();
        scene.shortensSkus = true;
        report = scene.amend(retry(scene.run, "REFUSED"), "second");
        assertThat(report.sinks().get(0)).isEqualTo(new SinkReport("load-rows", "rows", 8, 0, 6, 2, 0, 0, 0, true));
        assertThat(report.sinks().get(1)).isEqualTo(new SinkReport("load-parts", "parts", 8, 4, 10, 2, 0, 0, 0, true));
    }

    @Test
    void same_key_again_takes_up_nothing_new() {
        scene.amend(retry(scene.run, "REFUSED"), "first");
        RunReport report = scene.amend(retry(scene.run, "REFUSED"), "first");
        assertThat(report.amendments()).hasSize(1);
        assertThatThrownBy(() -> scene.amend(AmendmentRequest.redrive(scene.run), "first"))
                .hasCauseInstanceOf(CannotAmend.class);
    }

    @Test
    void older_record_never_overwrites_a_newer_row() throws IOException {
        scene.refused.clear();
        Files.writeString(folder.resolve("newer.csv"), "id,amount,parts\ne,50,z\n");
        scene.time.pass(Duration.ofHours(1));
        var newer = FileSources.describe(folder.resolve("newer.csv"));
        scene.stage.start(scene.stage.keyOf(newer, false), newer);
        scene.time.runAll();
        scene.amend(retry(scene.run, "REFUSED"), "first");
        assertThat(scene.rows("rows")).contains("e,50,z").doesNotContain("e,5,p/q");
    }

    @Test
    void changed_source_is_a_sentence_and_nothing_is_sent() throws IOException {
        Files.writeString(scene.file, "id,amount,parts\nb,2,p\n");
        assertNothingSent("was changed since the run");
        Files.delete(scene.file);
        assertNothingSent("is not there any more");
    }

    private void assertNothingSent(String sentence) {
        int events = scene.events.size();
        CompletableFuture<AmendmentReceipt> receipt =
                scene.stage.operator(EventArchive.NONE).carryOut(retry(scene.run, null), "key");
        scene.time.runAll();
        assertThatThrownBy(receipt::join).hasCauseInstanceOf(CannotAmend.class).hasMessageContaining(sentence);
        assertThat(scene.events).hasSize(events);
        assertThat(scene.report().amendments()).isEmpty();
        assertThat(scene.rejects()).hasSize(4);
    }

    @Test
    void two_retries_at_once_take_up_each_reject_once() throws IOException {
        for (int step = 1; step <= 12; step++) {
            for (boolean before : new boolean[] {true, false}) {
                scene = new AmendedScene(
                        Files.createDirectory(folder.resolve(step + " " + before)), new MemoryLedger(), LINES);
                scene.refused.addAll(List.of("a", "c", "d", "e", "h"));
                scene.run();
                scene.refused.clear();
                scene.shortensSkus = true;
                List<CompletableFuture<AmendmentReceipt>> receipts = new ArrayList<>();
                Operator one = scene.disturbed(step, before, () -> {
                    receipts.add(scene.stage.operator(EventArchive.NONE).carryOut(retry(scene.run, "REFUSED"), "two"));
                    scene.time.runAll();
                });
                receipts.add(one.carryOut(retry(scene.run, "REFUSED"), "one"));
                scene.time.runAll();
                assertThat(receipts.stream()
                                .mapToLong(receipt -> receipt.join().records())
                                .sum())
                        .isEqualTo(5);
                assertMended();
            }
        }
    }

    private void assertMended() throws IOException {
        assertThat(scene.report().status()).isEqualTo(RunStatus.COMPLETE_WITH_REJECTS);
        assertThat(scene.report().sinks())
                .containsExactly(
                        new SinkReport("load-rows", "rows", 8, 0, 6, 2, 0, 0, 0, true),
                        new SinkReport("load-parts", "parts", 8, 4, 10, 2, 0, 0, 0, true));
        assertThat(scene.rejects()).containsExactly("3 extract NOT_A_NUMBER", "8 extract NOT_A_NUMBER");
        assertThat(scene.rows("parts")).hasSize(10);
    }

    @Test
    void whatever_step_the_operator_dies_at_the_next_retry_ends_what_was_begun() throws IOException {
        boolean died = true;
        int steps = 0;
        for (int step = 1; died; step++) {
            for (boolean before : new boolean[] {true, false}) {
                scene = new AmendedScene(
                        Files.createDirectory(folder.resolve(step + " " + before)), new MemoryLedger(), LINES);
                scene.refused.add("e");
                scene.run();
                scene.refused.clear();
                scene.shortensSkus = true;
                CompletableFuture<AmendmentReceipt> dying =
                        scene.dying(step, before).carryOut(retry(scene.run, null), "one");
                scene.time.runAll();
                died = dying.isCompletedExceptionally();
                // With another key what is open now is taken up too: some of the first retry's, rejected again.
                scene.amend(retry(scene.run, "REFUSED"), "two");
                scene.amend(retry(scene.run, "KEY_TOO_LONG"), "three");
                assertMended();
            }
            steps = step;
        }
        assertThat(steps).isGreaterThan(20);
    }

    @Test
    void retry_while_the_run_goes_on_takes_up_what_is_rejected_by_then() throws IOException {
        scene = new AmendedScene(Files.createDirectory(folder.resolve("going")), new MemoryLedger(), LINES);
        scene.refused.add("e");
        scene.away.add("parts");
        LocalRun run = scene.begin();
        scene.time.pass(Duration.ofSeconds(1));
        assertThat(scene.report().status()).isEqualTo(RunStatus.RUNNING);
        scene.refused.clear();
        CompletableFuture<AmendmentReceipt> receipt =
                scene.stage.operator(EventArchive.NONE).carryOut(retry(scene.run, null), "one");
        scene.time.pass(Duration.ofSeconds(1));
        assertThat(receipt.join().records()).isEqualTo(3);
        scene.away.clear();
        scene.shortensSkus = true;
        scene.time.runAll();
        assertThat(run.ended().join().sinks().get(0))
                .isEqualTo(new SinkReport("load-rows", "rows", 8, 0, 6, 2, 0, 0, 0, true));
        scene.amend(retry(scene.run, "KEY_TOO_LONG"), "two");
        assertMended();
    }
}
