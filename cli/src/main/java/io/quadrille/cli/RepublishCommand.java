package io.quadrille.cli;

import io.quadrille.events.RunKey;
import io.quadrille.observer.operator.AmendmentRequest;
import io.quadrille.runtime.EventArchive;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that puts captured events of a run on the live bus again. */
@Command(
        name = "republish",
        sortOptions = false,
        header = "Puts captured events of a run on the live bus again.",
        description = {
            "",
            "The steps work on them once more; what is known is counted once, and rows keep their version. What of the run"
                    + " the file does not hold is named. To try new code without touching anything, use 'replay'."
        },
        footer = {
            "",
            "Examples:",
            "  quadrille republish last --events events.jsonl --dry-run",
            "  quadrille republish last --events events.jsonl --from load"
        })
final class RepublishCommand extends AmendCommand {
    @Option(
            names = "--events",
            paramLabel = "EVENTS.jsonl",
            required = true,
            description = "a file that 'run --capture' wrote, or one EventBridge event a line")
    private String events = "";

    @Option(names = "--from", paramLabel = "STEP", description = "only what this step consumes (all that was told)")
    private @Nullable String step;

    @Override
    AmendmentRequest request(RunKey key) {
        return AmendmentRequest.republish(key, step);
    }

    @Override
    EventArchive archive() {
        return KeptEvents.in(events).archive();
    }
}
