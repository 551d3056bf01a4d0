package io.quadrille.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandsTest {
    @Test
    void each_command_is_called_by_the_name_that_its_class_says() {
        CommandLine all = line("--help");
        assertThat(all.getSubcommands()).hasSizeGreaterThan(15);
        all.getSubcommands().forEach((name, command) -> {
            if (!isAlias(command, name)) {
                assertThat(command.getCommandName()).isEqualTo(name);
                assertThat(line(name, "--help").getSubcommands()).containsKey(name);
            }
        });
    }

    @Test
    void command_that_is_named_is_alone_and_any_other_word_finds_them_all() {
        assertThat(line("runs").getSubcommands()).containsOnlyKeys("runs");
        int all = line().getSubcommands().size();
        for (String word : new String[] {"runn", "--verbose", "completion", "generate-completion"}) {
            assertThat(line(word).getSubcommands()).as(word).hasSize(all);
        }
    }

    @Test
    void version_alone_needs_no_picocli_and_is_what_picocli_says() {
        assertThat(Version.isAllOf("--version")).isTrue();
        assertThat(Version.isAllOf("-V")).isTrue();
        assertThat(Version.isAllOf("--version", "run")).isFalse();
        assertThat(Version.isAllOf()).isFalse();
        assertThat(new Version.Provider().getVersion()).containsExactly(Version.line());
    }

    private static boolean isAlias(CommandLine command, String name) {
        return List.of(command.getCommandSpec().aliases()).contains(name);
    }

    private static CommandLine line(String... arguments) {
        Terminal terminal =
                new Terminal(OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), false, false, Map.of());
        CommandLine line = new CommandLine(new Quadrille(terminal));
        Commands.addTo(line, arguments);
        return line;
    }
}
