package io.quadrille.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quadrille.cli.Cli.Result;
import io.quadrille.events.Fact;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.handlers.Bindings;
import io.quadrille.local.sqlite.SqliteHome;
import io.quadrille.local.sqlite.SqliteLedger;
import io.quadrille.local.stage.FileSources;
import io.quadrille.local.stage.LocalHome;
import io.quadrille.observer.ledger.RunChange;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.observer.runs.SinkReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictsTest {
    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void openHome() {
        cli = new Cli(folder);
    }

    @ParameterizedTest
    @CsvSource({"0,3", "1,3", "2,0", "3,0", "0%,3", "49.9%,3", "50%,0", "100%,0"})
    void more_rejects_than_allowed_is_a_verdict_after_the_end(String most, int code) {
        Path file = cli.file("a.csv", "id,n\n1,1\n2,2,2\n3,3,3\n4,4\n");
        Result result = cli.call("run", file.toString(), "--json", "--max-rejects", most);
        assertThat(result.code()).isEqualTo(code);
        assertThat(result.json().get("loaded").longValue()).isEqualTo(2);
        assertThat(result.err().contains("2 records of 4 rejected, more than --max-rejects " + most))
                .isEqualTo(code == 3);
    }

    @Test
    void complete_run_is_judged_again_by_the_limit_of_the_day() {
        Path file = cli.file("a.csv", "id,n\n1,1\n2,2,2\n");
        assertThat(cli.call("run", file.toString()).code()).isZero();
        assertThat(cli.call("run", file.toString(), "--max-rejects=0").code()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"-1", "x", "101%", "1.5", "%", "''"})
    void limit_that_is_none_is_a_usage_error(String most) {
        Result result = cli.call("run", cli.file("a.csv", "id\n1\n").toString(), "--max-rejects=" + most);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void dead_letters_are_named_and_the_rest_is_loaded() {
        Path file = cli.file("b.csv", "id\n1\n2\nbrittle\n4\n5\n");
        Result result = cli.call("run", file.toString(), "--pipeline", "brittle");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("COMPLETE_WITH_DEAD_LETTERS", "dead letter at load: 2 records, lines 4 to 5");
        JsonNode report = cli.call("show", "last", "--json").json();
        assertThat(report.get("deadLettered").longValue()).isEqualTo(2);
        assertThat(report.get("balanced").booleanValue()).isTrue();
        assertThat(cli.call("table", "brittle", "--csv").out()).isEqualTo("id\n1\n2\n5\n");
    }

    @Test
    void interrupted_run_is_taken_up_by_the_same_command() throws IOException {
        Path file = cli.file("a.csv", "id\n1\n2\n");
        RunKey run = interrupted(file);
        assertThat(cli.call("show", "last", "--json").json().get("status").textValue())
                .isEqualTo("RUNNING");
        Result result = cli.call("run", file.toString(), "--json");
        assertThat(result.err()).isEqualTo("quadrille: resuming run " + run.run() + ".\n");
        assertThat(result.json().get("attempt").intValue()).isOne();
        assertThat(result.json().get("status").textValue()).isEqualTo("COMPLETE");
    }

    @Test
    void failed_run_is_tried_again_by_the_same_command() {
        Path file = cli.file("a.csv", "id,id\n1\n");
        cli.call("run", file.toString());
        Result result = cli.call("run", file.toString());
        assertThat(result.err()).contains("failed before; trying again.");
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void second_writer_gets_a_sentence_naming_the_first() throws IOException {
        Path file = cli.file("a.csv", "id\n1\n");
        try (LocalHome first = LocalHome.open(cli.home)) {
            Result result = cli.call("run", file.toString());
            assertThat(first).isNotNull();
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err())
                    .contains(
                            "is in use by",
                            Long.toString(ProcessHandle.current().pid()));
            assertThat(result.err()).hasLineCount(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETE,true,0",
        "COMPLETE_WITH_REJECTS,true,0",
        "COMPLETE,false,1",
        "COMPLETE_WITH_DEAD_LETTERS,true,1",
        "FAILED,true,1",
        "STALLED,true,4"
    })
    void every_status_has_its_exit_code(RunStatus status, boolean balanced, int code) {
        SinkReport sink = new SinkReport("load", "t", 1, 0, 1, 0, 0, 0, 0, balanced);
        RunReport report = new RunReport(
                new RunKey("p", "0123456789abcdef", 1),
                null,
                status,
                sink,
                List.of(sink),
                List.of(),
                balanced,
                0,
                Instant.EPOCH,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null);
        assertThat(Verdict.of(report, null)).isEqualTo(code);
    }

    /** A run whose process ended right after its start. */
    private RunKey interrupted(Path file) throws IOException {
        Bindings generic = GenericRun.of(file, List.of());
        SourceObject source = FileSources.describe(file);
        RunKey run;
        try (LocalHome home = LocalHome.open(cli.home)) {
            run = home.stage(generic).keyOf(source, false);
        }
        try (SqliteHome home = SqliteHome.openForWriting(cli.home)) {
            Instant now = Instant.now();
            Fact.RunStarted started = new Fact.RunStarted(
                    run,
                    source,
                    now,
                    generic.pipeline().digest(),
                    generic.pipeline().graph());
            new SqliteLedger(home).change(run, new RunChange.Started(started, now), now);
        }
        return run;
    }
}
