package io.quadrille.cli;

import io.quadrille.local.stage.HomeView;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command takes. */
final class Common {
    @Mixin
    private final Quadrille.ExitCodes exitCodes = new Quadrille.ExitCodes();

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = ".quadrille",
            description = "the folder of tables and ledger (${DEFAULT-VALUE})")
    private Path home = Path.of(".quadrille");

    @Option(names = "--verbose", description = "show where an unexpected failure comes from")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this and exit")
    private boolean help;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    Path home() {
        return home;
    }

    boolean verbose() {
        return verbose;
    }

    Terminal terminal() {
        return ((Quadrille) command.root().userObject()).terminal();
    }

    CommandSpec command() {
        return command;
    }

    /** @throws io.quadrille.local.sqlite.NoHome if nothing was ever run into it */
    HomeView openForReading() throws IOException {
        return HomeView.open(home);
    }
}
