package io.quadrille.loadtests.suites;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quadrille.loadtests.lane.Jdk;
import io.quadrille.loadtests.lane.Rounds;
import io.quadrille.loadtests.lane.Track;
import io.quadrille.loadtests.report.Conditions;
import io.quadrille.loadtests.report.Report;
import io.quadrille.loadtests.report.ReportPrinter;
import io.quadrille.loadtests.report.Section;
import io.quadrille.loadtests.report.Spread;
import io.quadrille.loadtests.source.Customers;
import io.quadrille.loadtests.source.KeyOrder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class SuiteRunTest {
    private static final String CUT_OFF = "Cut off, so only what stands above was measured: ";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();

    @Test
    void a_suite_is_printed_before_the_next_one_begins() throws Exception {
        List<String> before = new ArrayList<>();
        run(List.of(measures("first"), bench -> before.add(out.toString()), measures("second")), false);
        assertThat(before.get(0)).contains("first").doesNotContain("second");
        assertThat(out.toString().lines())
                .filteredOn(line -> line.startsWith("first") || line.startsWith("second"))
                .hasSize(2);
        assertThat(out.toString()).doesNotContain("Cut off");
    }

    @Test
    void a_suite_that_fails_leaves_what_was_measured_before() {
        assertThatThrownBy(() -> run(List.of(measures("first"), halfWay("second"), measures("third")), false))
                .isInstanceOf(IOException.class)
                .hasMessage("'loop' left another table");
        assertThat(out.toString())
                .contains("first", "second", CUT_OFF + "a suite failed; its error says why.")
                .doesNotContain("third");
    }

    @Test
    void a_suite_that_fails_leaves_one_json_object_that_says_so() throws IOException {
        assertThatThrownBy(() -> run(List.of(measures("first"), halfWay("second")), true))
                .isInstanceOf(IOException.class);
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.get("cutOff").asText()).isEqualTo("a suite failed; its error says why.");
        assertThat(json.get("sections").fieldNames()).toIterable().containsExactly("first", "second");
    }

    @Test
    void what_laps_wrote_is_removed() throws Exception {
        Path laps = Files.createDirectories(folder.resolve("laps/lap1")).getParent();
        run(laps, new PrintWriter(out), false, List.of(measures("first")));
        assertThat(laps).doesNotExist();
    }

    @Test
    @Timeout(60)
    void a_signal_leaves_what_was_measured_before_and_its_exit_code() throws Exception {
        Process command = begun(false);
        command.toHandle().destroy(); // its streams stay open
        assertThat(new String(command.getInputStream().readAllBytes(), UTF_8))
                .contains("first", CUT_OFF + "the command was told to end.");
        assertThat(command.waitFor()).isEqualTo(128 + 15);
    }

    @Test
    @Timeout(60)
    void a_signal_leaves_one_json_object_that_says_so() throws Exception {
        Process command = begun(true);
        command.toHandle().destroy(); // its streams stay open
        JsonNode json = new ObjectMapper().readTree(command.getInputStream().readAllBytes());
        assertThat(json.get("cutOff").asText()).isEqualTo("the command was told to end.");
        assertThat(json.get("sections").fieldNames()).toIterable().containsExactly("first");
    }

    /** A command whose second suite is under way. */
    private Process begun(boolean json) throws IOException {
        Process command = new ProcessBuilder(
                        Jdk.own().java(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CutOffCommand.class.getName(),
                        Files.createDirectory(folder.resolve("laps")).toString(),
                        Boolean.toString(json))
                .start();
        assertThat(command.errorReader(UTF_8).readLine()).isEqualTo("second");
        return command;
    }

    private static Suite measures(String title) {
        return bench -> bench.report().add(new Section(title, List.of(new Section.Row("loop", new Spread(1, 1, 1)))));
    }

    private static Suite halfWay(String title) {
        return bench -> {
            measures(title).run(bench);
            throw new IOException("'loop' left another table");
        };
    }

    private void run(List<Suite> suites, boolean json) throws Exception {
        run(Files.createDirectories(folder.resolve("laps")), new PrintWriter(out), json, suites);
    }

    static void run(Path laps, PrintWriter out, boolean json, List<Suite> suites)
            throws IOException, InterruptedException {
        Report report = report();
        new SuiteRun(suites, bench(laps, report), new ReportPrinter(report, out, json)).run();
    }

    static Report report() {
        return new Report(new Conditions(Instant.EPOCH, "abc1234", "17.0.15", 2, 10, 1, 1));
    }

    /** For a look at the results. */
    static Bench bench(Path laps, Report report) {
        return new Bench(
                laps,
                new Track(Jdk.own(), "64m", laps),
                new Rounds(0, 1),
                new Customers(laps),
                10,
                1_000,
                KeyOrder.ASCENDING,
                null,
                true,
                doing -> {},
                report);
    }
}
