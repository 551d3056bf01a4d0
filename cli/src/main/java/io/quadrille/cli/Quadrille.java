package io.quadrille.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command above the {@link Commands}. */
@Command(
        name = "quadrille",
        versionProvider = Version.Provider.class,
        header = "Files through typed events into tables, with every record accounted for.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Examples:",
            "  quadrille run customers.csv --pipeline customers",
            "  quadrille run any.csv --key id",
            "  quadrille rejects last",
            "  quadrille run --help"
        })
@SuppressWarnings("UnusedVariable") // picocli reads them
final class Quadrille implements Runnable {
    private final Terminal terminal;

    @Mixin
    private final ExitCodes exitCodes = new ExitCodes();

    @Mixin
    private final Help help = new Help();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    Quadrille(Terminal terminal) {
        this.terminal = terminal;
    }

    Terminal terminal() {
        return terminal;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    /** The options of the command above the commands. */
    static final class Help {
        @picocli.CommandLine.Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "show this and exit")
        private boolean help;

        @picocli.CommandLine.Option(
                names = {"-V", "--version"},
                versionHelp = true,
                description = "show the version and exit")
        private boolean version;
    }

    /** The exit codes, as every command's help lists them. */
    @Command(
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:done, rejects included",
                "1:failed, or dead letters",
                "2:usage, or an input that is missing, unreadable or a directory",
                "3:more rejects than --max-rejects allows",
                "4:stalled"
            })
    static final class ExitCodes {}
}
