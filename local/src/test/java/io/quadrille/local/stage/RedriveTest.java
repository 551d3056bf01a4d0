package io.quadrille.local.stage;

import static io.quadrille.observer.operator.AmendmentRequest.redrive;
import static io.quadrille.observer.operator.AmendmentRequest.retry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.quadrille.events.Envelope;
import io.quadrille.events.Fact;
import io.quadrille.events.FactKind;
import io.quadrille.events.Facts;
import io.quadrille.observer.ledger.MemoryLedger;
import io.quadrille.observer.ledger.RunHistory;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.operator.AmendmentPlan;
import io.quadrille.observer.operator.AmendmentPlan.Share;
import io.quadrille.observer.operator.AmendmentReceipt;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.observer.runs.SinkReport;
import io.quadrille.runtime.EventArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters sent again; the scene checks the balance after every task. */
final class RedriveTest {
    private static final String[] LINES = {"a,1,p/q", "b,2,p", "c,3,p", "d,4,p/q/r", "e,five,p"};
    private static final SinkReport ROWS = new SinkReport("load-rows", "rows", 5, 0, 4, 1, 0, 0, 0, true);

    @TempDir
    private Path folder = Path.of("");

    private AmendedScene scene;

    @BeforeEach
    void parts_are_dead() throws IOException {
        begin(folder);
        assertThat(scene.report().status()).isEqualTo(RunStatus.COMPLETE_WITH_DEAD_LETTERS);
        assertThat(scene.report().sinks())
                .containsExactly(ROWS, new SinkReport("load-parts", "parts", 5, 3, 0, 1, 0, 7, 0, true));
    }

    private void begin(Path in) throws IOException {
        scene = new AmendedScene(in, new MemoryLedger(), LINES);
        scene.away.add("parts");
        scene.run();
    }

    private void assertLoaded() throws IOException {
        RunReport report = scene.report();
        assertThat(report.status()).isEqualTo(RunStatus.COMPLETE_WITH_REJECTS);
        assertThat(report.sinks())
                .containsExactly(ROWS, new SinkReport("load-parts", "parts", 5, 3, 7, 1, 0, 0, 0, true));
        assertThat(scene.rows("parts")).hasSize(7);
        assertThat(scene.stage.queries().deadLetters(scene.run)).isEmpty();
    }

    @Test
    void dry_run_counts_letters_and_records() {
        AmendmentPlan plan = scene.stage.operator(EventArchive.NONE).plan(redrive(scene.run));
        assertThat(plan.shares()).containsExactly(new Share("load-parts", null, 7, 2));
        assertThat(plan.notes()).isEmpty();
        assertThat(scene.report().amendments()).isEmpty();
    }

    @Test
    void letters_are_loaded_once_what_they_died_of_is_gone() throws IOException {
        scene.away.clear();
        RunReport report = scene.amend(redrive(scene.run), "first");
        assertLoaded();
        assertThat(report.amendments())
                .extracting(RunHistory.Amendment::number, RunHistory.Amendment::action, RunHistory.Amendment::records)
                .containsExactly(tuple(1, "REDRIVE", 7L));
        assertThat(scene.completions())
                .extracting(Fact.RunCompleted::status, Fact.RunCompleted::amendments)
                .containsExactly(tuple("COMPLETE_WITH_DEAD_LETTERS", null), tuple("COMPLETE_WITH_REJECTS", 1));
    }

    @Test
    void only_the_step_that_gave_up_works_again() {
        scene.away.clear();
        int outcomes = outcomesOf("load-rows");
        scene.amend(redrive(scene.run), "first");
        assertThat(outcomesOf("load-rows")).isEqualTo(outcomes);
    }

    private int outcomesOf(String step) {
        return (int) scene.events.stream()
                .filter(event -> event.kind() == FactKind.RECORDS_LOADED
                        && event.chunk().step().equals(step))
                .count();
    }

    @Test
    void dead_again_is_dead_once_and_can_be_sent_again() throws IOException {
        scene.amend(redrive(scene.run), "first");
        assertThat(scene.report().sinks().get(1))
                .isEqualTo(new SinkReport("load-parts", "parts", 5, 3, 0, 1, 0, 7, 0, true));
        assertThat(scene.completions()).hasSize(2);
        scene.away.clear();
        scene.amend(redrive(scene.run), "second");
        assertLoaded();
    }

    @Test
    void twice_in_a_row_sends_once() throws IOException {
        scene.away.clear();
        CompletableFuture<AmendmentReceipt> one =
                scene.stage.operator(EventArchive.NONE).carryOut(redrive(scene.run), "one");
        CompletableFuture<AmendmentReceipt> two =
                scene.stage.operator(EventArchive.NONE).carryOut(redrive(scene.run), "two");
        scene.time.runAll();
        assertThat(one.join().records() + two.join().records()).isEqualTo(7);
        assertLoaded();
    }

    @Test
    void late_word_of_the_first_death_does_not_undo_a_redrive() {
        List<Envelope> deaths = scene.events.stream()
                .filter(event -> event.kind() == FactKind.RECORDS_DEAD_LETTERED)
                .toList();
        scene.amend(redrive(scene.run), "first");
        assertThat(scene.events.stream()
                        .filter(event -> event.kind() == FactKind.RECORDS_DEAD_LETTERED)
                        .map(event -> (Fact.RecordsDeadLettered) Facts.fact(event))
                        .map(Fact.RecordsDeadLettered::redrive))
                .containsOnly(null, 1);
        scene.stage.operator(EventArchive.NONE).carryOut(redrive(scene.run), "second");
        scene.time.pass(Duration.ofSeconds(1));
        assertThat(scene.report().sinks().get(1).inFlight()).isEqualTo(7);
        scene.stage.bus().putEvents(deaths);
        scene.time.pass(Duration.ofSeconds(1));
        assertThat(scene.report().sinks().get(1).inFlight()).isEqualTo(7);
        scene.time.runAll();
    }

    @Test
    void letter_that_is_not_kept_any_more_is_named_and_stays_dead() {
        scene.ports.blobs().removeAll("deadletters/" + scene.run.run() + "/1/load-parts/1");
        scene.away.clear();
        AmendmentPlan plan = scene.stage.operator(EventArchive.NONE).plan(redrive(scene.run));
        assertThat(plan.shares()).containsExactly(new Share("load-parts", null, 4, 1));
        assertThat(plan.notes())
                .containsExactly("The dead letter of " + scene.run + " load-parts chunk 1 is not kept any more.");
        scene.amend(redrive(scene.run), "first");
        assertThat(scene.report().sinks().get(1))
                .isEqualTo(new SinkReport("load-parts", "parts", 5, 3, 4, 1, 0, 3, 0, true));
    }

    @Test
    void whatever_step_the_operator_dies_at_the_next_redrive_ends_what_was_begun() throws IOException {
        boolean died = true;
        int steps = 0;
        for (int step = 1; died; step++) {
            for (boolean before : new boolean[] {true, false}) {
                begin(Files.createDirectory(folder.resolve(step + " " + before)));
                scene.away.clear();
                CompletableFuture<AmendmentReceipt> dying =
                        scene.dying(step, before).carryOut(redrive(scene.run), "one");
                scene.time.runAll();
                died = dying.isCompletedExceptionally();
                scene.amend(redrive(scene.run), "two");
                assertLoaded();
            }
            steps = step;
        }
        assertThat(steps).isGreaterThan(6);
    }

    @Test
    void dead_letter_of_a_retry_is_sent_again_like_any_other() throws IOException {
        AmendedScene late =
                new AmendedScene(Files.createDirectory(folder.resolve("late")), new MemoryLedger(), "x,1,p/q", "y,2,p");
        late.refused.addAll(List.of("x"));
        late.run();
        late.refused.clear();
        late.away.add("parts");
        late.amend(retry(late.run, null), "retry");
        assertThat(late.report().status()).isEqualTo(RunStatus.COMPLETE_WITH_DEAD_LETTERS);
        assertThat(late.report().sinks().get(1))
                .isEqualTo(new SinkReport("load-parts", "parts", 2, 1, 1, 0, 0, 2, 0, true));
        late.away.clear();
        late.amend(redrive(late.run), "redrive");
        assertThat(late.report().status()).isEqualTo(RunStatus.COMPLETE);
        assertThat(late.report().sinks().get(1))
                .isEqualTo(new SinkReport("load-parts", "parts", 2, 1, 3, 0, 0, 0, 0, true));
    }
}
