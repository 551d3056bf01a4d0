package io.quadrille.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command takes, also one that has no home. */
@SuppressWarnings("UnusedVariable") // picocli reads them
class Basics {
    @Mixin
    private final Quadrille.ExitCodes exitCodes = new Quadrille.ExitCodes();

    @Option(names = "--verbose", description = "show where an unexpected failure comes from")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this and exit")
    private boolean help;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    final boolean verbose() {
        return verbose;
    }

    final Terminal terminal() {
        return ((Quadrille) command.root().userObject()).terminal();
    }

    final CommandSpec command() {
        return command;
    }

    /** Whether the option stands on the command line. */
    final boolean isGiven(String option) {
        return command.commandLine().getParseResult().hasMatchedOption(option);
    }
}
