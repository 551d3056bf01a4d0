package io.quadrille.cli;

import io.quadrille.events.RunKey;
import io.quadrille.observer.operator.AmendmentRequest;
import picocli.CommandLine.Command;

/** The command that sends a run's dead letters again. */
@Command(
        name = "redrive",
        sortOptions = false,
        header = "Sends a run's dead letters again, each to the step that gave it up.",
        description = {
            "",
            "A dead letter is a chunk that ran out of deliveries: a table or store was away, a key gone. Mend that first. The"
                    + " whole message was kept, so the file is not needed."
        },
        footer = {"", "Examples:", "  quadrille redrive last --dry-run", "  quadrille redrive last"})
final class RedriveCommand extends AmendCommand {
    @Override
    AmendmentRequest request(RunKey key) {
        return AmendmentRequest.redrive(key);
    }
}
