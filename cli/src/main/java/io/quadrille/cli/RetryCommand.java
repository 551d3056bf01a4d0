package io.quadrille.cli;

import io.quadrille.events.RunKey;
import io.quadrille.observer.operator.AmendmentRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command that sends a run's rejected records again. */
@Command(
        name = "retry",
        sortOptions = false,
        header = "Sends a run's rejected records again, through today's code.",
        description = {
            "",
            "The records are read from the file again, by their place; it must be there as it was. Only the tables that"
                    + " lack a record count it. What is rejected again is rejected once. Rows keep their version: an"
                    + " older record never overwrites a newer row."
        },
        footer = {
            "",
            "Examples:",
            "  quadrille retry last --dry-run",
            "  quadrille retry last --code NOT_A_NUMBER",
            "  quadrille retry 4kq7 --aws --pipeline customers --size prod"
        })
final class RetryCommand extends AmendCommand {
    @Option(names = "--code", paramLabel = "CODE", description = "only records rejected with this code (all)")
    private @Nullable String code;

    @Override
    AmendmentRequest request(RunKey key) {
        try {
            return AmendmentRequest.retry(key, code);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(common().command().commandLine(), "--code: " + e.getMessage() + ".");
        }
    }
}
