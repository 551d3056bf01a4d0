package io.quadrille.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.Emission;
import io.quadrille.events.Fact;
import io.quadrille.events.Facts;
import io.quadrille.events.Rejection;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.events.pipeline.StepKind;
import io.quadrille.events.records.Origin;
import io.quadrille.observer.Observer;
import io.quadrille.observer.ledger.MemoryLedger;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.LedgerQueries;
import io.quadrille.observer.runs.RunReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class WatchTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final RunKey RUN = new RunKey("customers", "0123456789abcdef", 1);
    private static final Graph GRAPH = new Graph(List.of(
            new Graph.Node("extract", StepKind.EXTRACT, null, null, false),
            new Graph.Node("load", StepKind.LOAD, "extract", "customers", false)));

    private final MemoryLedger ledger = new MemoryLedger();
    private final Observer observer =
            new Observer(ledger, (fact, sourceTime) -> {}, InstantSource.fixed(START.plusSeconds(9)));
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private void publish(Fact fact) {
        Emission emission = new Emission(START, null, new Emission.Context(START, null, null));
        observer.handle(List.of(Facts.envelope(fact, emission)));
    }

    private void start() {
        publish(new Fact.RunStarted(RUN, new SourceObject("local", "/in/a.csv", "v1", 9), START, "digest", GRAPH));
    }

    private static Fact ended() {
        return new Fact.FileExtracted(RUN, "extract", 0, 0, 9, 9, List.of());
    }

    private static Fact rejects() {
        Rejection rejection = new Rejection(new Origin(2, 3, 0), null, "TOO_FEW_COLUMNS", "?");
        return new Fact.RecordsRejected(new ChunkKey(RUN, "extract", 0), List.of(rejection));
    }

    /** Each pause publishes the next of these facts. */
    private RunReport watch(boolean terminal, boolean json, Fact... next) throws IOException {
        Deque<Fact> facts = new ArrayDeque<>(List.of(next));
        Supplier<Instant> pause = () -> {
            publish(facts.remove());
            return START.plusSeconds(10);
        };
        Terminal shown = new Terminal(out, new ByteArrayOutputStream(), terminal, false, Map.of("NO_COLOR", "1"));
        RunReport last = new Watch(shown, new LedgerQueries(ledger), json, pause).follow(RUN);
        shown.out().flush();
        return last;
    }

    private String out() {
        return out.toString(UTF_8);
    }

    @Test
    void elsewhere_than_on_a_terminal_there_is_a_line_per_change() throws IOException {
        start();
        RunReport last = watch(false, false, rejects(), rejects(), ended());
        assertThat(last.status()).isEqualTo(RunStatus.COMPLETE);
        assertThat(out().lines())
                .hasSize(2) // the second delivery of the rejects changes nothing
                .allMatch(line -> line.endsWith(
                        "RUNNING  0 extracted, 0 loaded, 0 rejected, 0 filtered, 0 dead-lettered," + " 0 in flight"));
        assertThat(out()).doesNotContain("\u001b");
    }

    @Test
    void on_a_terminal_the_picture_is_renewed_in_its_place_and_taken_away_at_the_end() throws IOException {
        start();
        watch(true, false, rejects(), ended());
        String picture = out().substring(0, out().indexOf('\u001b'));
        assertThat(picture).contains("run 0123456789abcdef, pipeline customers", "not reached", "░░░░");
        long lines = picture.lines().count();
        assertThat(out())
                .startsWith(picture + "\u001b[" + lines + "A\r\u001b[J")
                .endsWith("\u001b[J");
        assertThat(out().split("\u001b\\[J", -1)).hasSize(3);
        assertThat(out()).contains("✘ 1 too few columns");
    }

    @Test
    void as_json_every_change_is_a_report_and_the_last_one_is_the_end() throws IOException {
        start();
        watch(true, true, ended());
        assertThat(out().lines())
                .extracting(line -> Cli.parseExactly(line).get("status").asText())
                .containsExactly("RUNNING", "COMPLETE");
    }

    @Test
    void a_failed_run_ends_the_watch() throws IOException {
        start();
        RunReport last = watch(false, false, new Fact.RunFailed(RUN, "no column 'id'"));
        assertThat(last.status()).isEqualTo(RunStatus.FAILED);
        assertThat(Verdict.of(last, null)).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void a_run_that_is_deleted_meanwhile_is_told_in_a_sentence() {
        assertThatThrownBy(() -> watch(false, false))
                .isInstanceOf(Refusal.class)
                .hasMessage("Run 0123456789abcdef is not in the ledger any more.");
    }
}
