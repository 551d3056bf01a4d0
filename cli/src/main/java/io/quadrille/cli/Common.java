package io.quadrille.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every command takes that works on a home. */
final class Common extends Basics {
    private static final String DEFAULT_HOME = ".quadrille";

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = DEFAULT_HOME,
            description = "the folder of tables and ledger (${DEFAULT-VALUE})")
    private Path home = Path.of(DEFAULT_HOME);

    Path home() {
        return home;
    }

    /** The option that names this home, for commands that are to be copied; empty for the default. */
    String homeOption() {
        return home.equals(Path.of(DEFAULT_HOME)) ? "" : " --home " + Shell.quoted(home.toString());
    }
}
