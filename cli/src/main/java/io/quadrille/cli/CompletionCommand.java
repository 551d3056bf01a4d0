package io.quadrille.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command that prints the completion script. */
@Command(
        name = "completion",
        aliases = "generate-completion",
        header = "Prints the completion script for bash and zsh.",
        footer = {"", "Examples:", "  source <(quadrille completion)"})
final class CompletionCommand implements Callable<Integer> {
    @Mixin
    private Common common = new Common();

    @Override
    public Integer call() {
        common.terminal()
                .print(AutoComplete.bash("quadrille", common.command().root().commandLine()) + "\n");
        return ExitCode.DONE;
    }
}
