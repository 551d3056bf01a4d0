package io.quadrille.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.cli.Cli.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @TempDir
    Path folder;

    @Test
    void version_is_one_line_on_stdout() {
        Result result = Cli.bare("--version");
        assertThat(result.out()).startsWith("quadrille ").hasLineCount(1);
        assertThat(result.code()).isZero();
    }

    @Test
    void help_lists_every_command() {
        Result result = Cli.bare("--help");
        assertThat(result.out())
                .contains("run ", "runs ", "show ", "rejects ", "table ", "replay ", "flow ", "why ", "completion");
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "runs", "show", "rejects", "table", "replay", "flow", "why", "completion"})
    void help_of_every_command_has_examples_exit_codes_and_the_home(String command) {
        Result result = Cli.bare(command, "--help");
        assertThat(result.out()).contains("Examples:", "Exit codes:", "--home=DIR", "usage, or an input");
        assertThat(result.code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "runn",
                "--nope",
                "run --nope",
                "run",
                "run a b",
                "table",
                "flow orders",
                "flow orders --mermaid --asyncapi",
                "why x.json",
                "rejects last --json --csv",
                "rejects last --raw",
                "table x --csv --json"
            })
    void misuse_prints_the_usage_on_stderr(String line) {
        Result result = line.isEmpty() ? Cli.bare() : Cli.bare(line.split(" "));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("Usage: quadrille");
    }

    @ParameterizedTest
    @ValueSource(strings = {"completion", "generate-completion"})
    void completion_prints_a_script(String command) {
        assertThat(Cli.bare(command).out()).startsWith("#!/usr/bin/env bash").contains("--max-rejects", "customers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"runs", "show last", "rejects last", "table x"})
    void reading_where_there_is_no_home_is_one_sentence(String line) {
        Result result = new Cli(folder).call(line.split(" "));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("There is no home in").hasLineCount(1);
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void reader_that_has_gone_ends_quietly_and_a_full_disk_does_not() {
        new Cli(folder).run(new Cli(folder).file("a.csv", "id\n1\n"));
        assertThat(callWith("Broken pipe")).isEqualTo("0 ");
        assertThat(callWith("No space left on device")).isEqualTo("1 quadrille: No space left on device\n");
    }

    /** Exit code and stderr of a command whose stdout fails. */
    private String callWith(String failure) {
        OutputStream failing = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException(failure);
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(failing, err, false, false, Map.of());
        int code = Main.run(terminal, "table", "a", "--csv", "--home=" + folder.resolve("home"));
        return code + " " + err.toString(UTF_8);
    }

    @Test
    void colours_only_on_a_terminal_and_without_no_color() {
        OutputStream none = OutputStream.nullOutputStream();
        assertThat(new Terminal(none, none, true, true, Map.of()).paint().on()).isTrue();
        assertThat(new Terminal(none, none, false, true, Map.of()).paint().on()).isFalse();
        assertThat(new Terminal(none, none, true, true, Map.of("NO_COLOR", "1"))
                        .paint()
                        .on())
                .isFalse();
    }

    @Test
    void progress_is_shown_on_a_terminal_only_and_leaves_stdout_alone() {
        Path file = new Cli(folder).file("a.csv", "id\n1\n");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(out, err, false, true, Map.of());
        assertThat(Main.run(terminal, "run", file.toString(), "--json", "--home=" + folder.resolve("h")))
                .isZero();
        assertThat(err.toString(UTF_8)).contains("\r\u001b[K");
        assertThat(out.toString(UTF_8)).startsWith("{\"run\":").endsWith("}\n");
    }
}
