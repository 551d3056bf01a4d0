package io.quadrille.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quadrille.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AmendCommandTest {
    private static final String ROWS = "id,name\n1,Ann\n,Bo\n3,Cy,too many\n4,Di\n";

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void openHome() {
        cli = new Cli(folder);
    }

    private JsonNode json(String... arguments) {
        Result result = cli.call(arguments);
        assertThat(result.err()).doesNotContain("unexpected");
        return result.json();
    }

    @Test
    void dry_run_of_a_retry_counts_by_step_and_code_and_changes_nothing() {
        cli.run(cli.file("rows.csv", ROWS));
        JsonNode plan = json("retry", "last", "--dry-run", "--json");
        assertThat(plan.get("records").intValue()).isEqualTo(2);
        assertThat(plan.get("shares"))
                .isEqualTo(Cli.parse("[{'step':'extract','code':'MISSING_KEY','records':1,'events':0},"
                        + "{'step':'extract','code':'TOO_MANY_COLUMNS','records':1,'events':0}]"));
        assertThat(cli.call("retry", "last", "--dry-run", "--code=MISSING_KEY").out())
                .contains("retry would send 1 record:", "extract MISSING_KEY: 1 record", "Nothing was changed.");
        assertThat(json("show", "last", "--json").has("amendments")).isFalse();
    }

    @Test
    void retry_rejects_again_what_was_not_mended_and_is_in_the_history() {
        JsonNode before = cli.run(cli.file("rows.csv", ROWS));
        Result result = cli.call("retry", "last", "--code", "TOO_MANY_COLUMNS");
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(result.err()).contains("amendment 1: sent 1 record again.");
        assertThat(result.out()).contains("COMPLETE_WITH_REJECTS", "amendment 1: retry of step 'extract', 1 record");
        JsonNode after = json("show", "last", "--json");
        assertThat(after.get("sinks")).isEqualTo(before.get("sinks"));
        assertThat(after.get("steps")).isEqualTo(before.get("steps"));
        assertThat(after.at("/amendments/0/action").textValue()).isEqualTo("RETRY");
        assertThat(json("rejects", "last", "--json")).hasSize(2);
        JsonNode sent = json("retry", "last", "--json");
        assertThat(sent.get("amendments")).isEqualTo(Cli.parse("[2]"));
        assertThat(sent.get("balanced").booleanValue()).isTrue();
        assertThat(json("runs", "--json")).hasSize(1);
    }

    @Test
    void file_that_changed_is_a_sentence() throws IOException {
        Path file = cli.file("rows.csv", ROWS);
        cli.run(file);
        Files.writeString(file, "id,name\n1,Ann\n2,Bo\n");
        for (String option : List.of("--dry-run", "--json")) {
            Result result = cli.call("retry", "last", option);
            assertThat(result.code()).isEqualTo(ExitCode.FAILED);
            assertThat(result.err()).contains("was changed since the run").doesNotContain("Exception");
        }
        Files.delete(file);
        assertThat(cli.call("retry", "last").err()).contains("is not there any more");
    }

    @Test
    void nothing_to_send_is_said() {
        cli.run(cli.file("rows.csv", "id,name\n1,Ann\n"));
        Result retry = cli.call("retry", "last");
        assertThat(retry.code()).isZero();
        assertThat(retry.err()).contains("there is nothing to retry.");
        assertThat(cli.call("redrive", "last", "--dry-run").out()).contains("has nothing to redrive.");
    }

    @Test
    void wrong_code_and_unknown_run_are_usage() {
        cli.run(cli.file("rows.csv", ROWS));
        assertThat(cli.call("retry", "last", "--code=no code").code()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.call("retry", "zzzz").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void redrive_of_what_dies_again_leaves_it_dead_once() {
        JsonNode before = cli.run(cli.file("in.csv", "id\na\nbrittle\nc\n"), "--pipeline=brittle");
        assertThat(before.get("deadLettered").intValue()).isEqualTo(2);
        assertThat(json("redrive", "last", "--dry-run", "--json").get("shares"))
                .isEqualTo(Cli.parse("[{'step':'load','code':null,'records':2,'events':1}]"));
        Result result = cli.call("redrive", "last", "--json");
        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.json().get("status").textValue()).isEqualTo("COMPLETE_WITH_DEAD_LETTERS");
        JsonNode after = json("show", "last", "--json");
        assertThat(after.get("sinks")).isEqualTo(before.get("sinks"));
        assertThat(after.get("amendments")).hasSize(1);
    }

    @Test
    void captured_events_are_republished_and_counted_once() throws IOException {
        Path events = folder.resolve("events.jsonl");
        JsonNode before = cli.run(cli.file("rows.csv", ROWS), "--capture=" + events);
        JsonNode plan = json("republish", "last", "--events=" + events, "--dry-run", "--json");
        assertThat(plan.get("notes")).isEmpty();
        assertThat(plan.get("events").intValue()).isPositive();
        Result whole = cli.call("republish", "last", "--events=" + events);
        assertThat(whole.code()).as(whole.err()).isZero();
        cli.call("republish", "last", "--events=" + events, "--from=load");
        JsonNode after = json("show", "last", "--json");
        assertThat(after.get("sinks")).isEqualTo(before.get("sinks"));
        assertThat(after.get("conflicts")).isEmpty();
        assertThat(after.get("status").textValue()).isEqualTo("COMPLETE_WITH_REJECTS");
        assertThat(after.get("amendments")).hasSize(2);
    }

    @Test
    void what_the_capture_lacks_is_named() throws IOException {
        Path events = folder.resolve("events.jsonl");
        cli.run(cli.file("rows.csv", ROWS), "--capture=" + events);
        List<String> lines = Files.readAllLines(events);
        lines.removeIf(line -> line.contains("records-loaded"));
        Files.write(events, lines);
        assertThat(json("republish", "last", "--events=" + events, "--dry-run", "--json")
                        .at("/notes/0")
                        .textValue())
                .isEqualTo("Of step 'load', 0 of 1 outcomes are in events.jsonl; not there: chunks 0.");
        assertThat(cli.call("republish", "last", "--events=" + events, "--from=extract")
                        .err())
                .contains("reads the source and consumes no event");
    }
}
