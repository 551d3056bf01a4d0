package io.quadrille.loadtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class RunCommandTest {
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "--records 0, --records is 0; expected 1 or more.",
        "--rounds -1, --rounds is -1; expected 1 or more.",
        "--warm-ups -1, --warm-ups is -1; expected 0 or more.",
        "--jdk 8, --jdk: no Java 8 was found. Set JAVA8_HOME to the home of one",
        "--jvms 0, '--jvms is 0; expected 1 or more.'",
        "--suite flows, 'flows'"
    })
    void what_is_not_understood_is_told_before_anything_runs(String option, String sentence) {
        assertThat(execute(option.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(sentence);
    }

    private int execute(String... arguments) {
        CommandLine command = Main.commandLine();
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
