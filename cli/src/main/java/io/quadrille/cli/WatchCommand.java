package io.quadrille.cli;

import io.quadrille.observer.runs.RunReport;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that shows a run until it ends. */
@Command(
        name = "watch",
        sortOptions = false,
        header = "Shows how a run goes, until it ends.",
        description = {
            "",
            "On a terminal the picture is renewed in its place; elsewhere there is a line whenever something changed. Ends"
                    + " with the run, with the exit code that 'run' has. Ctrl-C leaves the run alone."
        },
        footer = {
            "",
            "Examples:",
            "  quadrille watch last",
            "  quadrille watch 4kq7 --json | jq .inFlight",
            "  quadrille watch last --aws --pipeline customers --size prod"
        })
final class WatchCommand implements Callable<Integer> {
    private static final long PAUSE_MILLIS = 1_000;

    @Parameters(paramLabel = "RUN", description = "a run's id, its beginning, or 'last'")
    private String run = "";

    @Option(names = "--json", description = "print the report as JSON, a line whenever something changed")
    private boolean json;

    @Mixin
    private ReadingOptions place = new ReadingOptions();

    @Mixin
    private Common common = new Common();

    @Override
    public Integer call() throws IOException {
        Terminal terminal = common.terminal();
        try (View view = place.open(common)) {
            RunReport found = RunFinder.require(view, run);
            Watch watch = new Watch(terminal, view.queries(), json, WatchCommand::pause);
            RunReport last = watch.follow(found.run());
            if (!json) {
                new ReportPrinter(terminal, view.queries(), false, view.option()).print(last);
            }
            return Verdict.of(last, null);
        }
    }

    private static Instant pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.failure("Watching was interrupted.");
        }
        return Instant.now();
    }
}
