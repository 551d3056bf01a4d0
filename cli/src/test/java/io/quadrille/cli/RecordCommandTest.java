package io.quadrille.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordCommandTest {
    private static final String FILE = "id,name\n1,Ann\n2,\"Bo\nB\"\n\n3\n4,\u202eDee\n";

    @TempDir
    private Path folder;

    private Cli cli = new Cli(Path.of("."));
    private Path file = Path.of(".");

    @BeforeEach
    void run() {
        cli = new Cli(folder);
        file = cli.file("people.csv", FILE);
    }

    private static List<String> fates(JsonNode journey) {
        List<String> fates = new ArrayList<>();
        journey.get("steps")
                .forEach(step -> fates.add(
                        step.get("step").asText() + " " + step.get("fate").asText()));
        return fates;
    }

    @Test
    void a_record_is_shown_with_its_text_and_what_each_step_did() {
        cli.run(file);
        JsonNode journey = cli.call("record", "last", "2", "--json").json();
        assertThat(journey.get("record"))
                .isEqualTo(Cli.parse("{'line':2,'bytePosition':8,'text':'1,Ann','withheld':null}"));
        assertThat(journey.get("chunk").asInt()).isZero();
        assertThat(fates(journey)).containsExactly("extract PASSED", "load PASSED");
        assertThat(journey.get("steps").get(1).get("chunk"))
                .isEqualTo(Cli.parse("{'in':3,'out':3,'expanded':0,'rejected':0,'filtered':0}"));
        assertThat(journey.get("gaps")).hasSize(1);
    }

    @Test
    void a_line_inside_of_a_record_is_that_records() {
        cli.run(file);
        assertThat(cli.call("record", "last", "4").out())
                .contains("line 4, in the record that begins on line 3, byte 14, chunk 0\n  2,\"Bo\\nB\"\n");
    }

    @Test
    void a_rejected_record_tells_why_and_is_nowhere_after() {
        cli.run(file);
        Cli.Result shown = cli.call("record", "last", "6");
        assertThat(shown.code()).isZero();
        assertThat(shown.out())
                .contains("✘ rejected", "– not reached", "✘ extract: TOO_FEW_COLUMNS, 1 column, the header has 2");
    }

    @Test
    void what_stands_in_a_file_does_not_steer_the_terminal() {
        cli.run(file);
        assertThat(cli.call("record", "last", "7").out())
                .contains("4,\\u202EDee")
                .doesNotContain("\u202e");
    }

    @Test
    void a_line_without_a_record_says_so_and_exits_with_2() {
        cli.run(file);
        for (String line : new String[] {"1", "5", "8"}) {
            Cli.Result shown = cli.call("record", "last", line);
            assertThat(shown.code()).as("line %s", line).isEqualTo(ExitCode.USAGE);
            assertThat(shown.err())
                    .isEqualTo("quadrille: Line " + line
                            + " is no record's: it is the header, blank, or beyond the end of the file.\n");
        }
        assertThat(cli.call("record", "last", "0").err())
                .isEqualTo("quadrille: There is no line 0: a file's lines are counted from 1.\n");
        assertThat(cli.call("record", "nope", "2").code()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.call("record", "nope", "2").err())
                .startsWith("quadrille: There is no run 'nope'. The latest are ");
    }

    @Test
    void without_the_file_or_after_a_change_the_ledger_tells_the_chunk() throws IOException {
        cli.run(file);
        Files.writeString(file, "id,name\n9,Zoe\n");
        JsonNode changed = cli.call("record", "last", "2", "--json").json();
        assertThat(changed.get("record").isNull()).isTrue();
        assertThat(changed.get("chunk").asInt()).isZero();
        assertThat(changed.get("gaps").get(0).asText())
                .endsWith("people.csv was changed since the run, so its lines are not those that were read.");
        Files.delete(file);
        assertThat(cli.call("record", "last", "2").out())
                .contains("line 2, chunk 0", "people.csv is not there any more.", "By the ledger, chunk 0 is the last");
    }

    @Test
    void a_capture_tells_of_the_events() {
        Path capture = folder.resolve("events.jsonl");
        cli.run(file, "--capture", capture.toString());
        JsonNode journey = cli.call("record", "last", "2", "--json", "--capture", capture.toString())
                .json();
        assertThat(journey.get("gaps")).isEmpty();
        assertThat(journey.get("steps").get(1).get("events")).hasSize(1);
        assertThat(journey.get("steps").get(0).get("events")).hasSize(2); // the rejects and the outcome
        assertThat(cli.call("record", "last", "2", "--capture", "nothing.jsonl").code())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void rejects_are_shown_by_reason_and_listed_by_code() {
        cli.run(file);
        assertThat(cli.call("rejects", "last", "--group", "--json").json())
                .isEqualTo(Cli.parse("[{'step':'extract','column':null,'code':'TOO_FEW_COLUMNS','records':1}]"));
        assertThat(cli.call("rejects", "last", "--group").out()).contains("1  extract  TOO_FEW_COLUMNS");
        assertThat(cli.call("rejects", "last", "--code", "TOO_FEW_COLUMNS", "--json")
                        .json())
                .hasSize(1);
        assertThat(cli.call("rejects", "last", "--code", "OTHER").err()).endsWith("rejected nothing of that kind.\n");
        assertThat(cli.call("rejects", "last", "--group", "--csv").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_report_tells_reasons_the_bottleneck_and_timings() {
        JsonNode report = cli.run(file);
        assertThat(report.get("reasons")).hasSize(1);
        assertThat(report.get("bottleneck").get("reason").asText()).isNotEmpty();
        assertThat(report.get("timings")).hasSize(2);
        assertThat(report.get("timings").get(0).get("state").asText()).isEqualTo("DONE");
        assertThat(report.get("verdict").asText()).startsWith("3 of 4 records loaded in ");
        assertThat(cli.call("show", "last").out())
                .containsPattern("(Slowest|No step held it up): ")
                .contains("WAITING p50", "done");
    }

    @Test
    void runs_are_listed_page_by_page() {
        cli.run(file);
        cli.run(cli.file("more.csv", "id\n7\n"));
        Cli.Result first = cli.call("runs", "--limit", "1", "--json");
        assertThat(first.json()).hasSize(1);
        String cursor =
                first.err().strip().substring(first.err().lastIndexOf(' ')).strip();
        Cli.Result second = cli.call("runs", "--limit", "1", "--json", "--cursor", cursor);
        assertThat(second.json().get(0).get("source").asText()).endsWith("people.csv");
        assertThat(second.err()).isEmpty();
        assertThat(cli.call("runs", "--status", "FAILED", "--json").json()).isEmpty();
        Cli.Result malformed = cli.call("runs", "--cursor", "nonsense");
        assertThat(malformed.code()).isEqualTo(ExitCode.USAGE);
        assertThat(malformed.err())
                .isEqualTo("quadrille: The cursor is not one that a page ended with; ask for the first page.\n");
    }

    @Test
    void a_run_that_has_ended_is_shown_at_once() {
        cli.run(file);
        Cli.Result watched = cli.call("watch", "last");
        assertThat(watched.code()).isZero();
        assertThat(watched.out()).contains("COMPLETE_WITH_REJECTS. 3 of 4 records loaded");
        assertThat(cli.call("watch", "last", "--json").json().get("status").asText())
                .isEqualTo("COMPLETE_WITH_REJECTS");
        assertThat(cli.call("watch", "nope").code()).isEqualTo(ExitCode.USAGE);
    }
}
