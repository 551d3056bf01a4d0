package io.quadrille.cli;

import io.quadrille.observer.runs.EventLog;
import io.quadrille.observer.runs.RecordJourney;
import io.quadrille.observer.runs.RunQueries;
import io.quadrille.observer.runs.RunReport;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that follows one record through its run. */
@Command(
        name = "record",
        sortOptions = false,
        header = "Shows what became of the record on a line: at which step it is, was loaded, dropped or rejected.",
        description = {
            "",
            "The record is read again from the file, if that is as it was; without it the ledger tells its chunk. Exits with"
                    + " 2 if no record is on that line."
        },
        footer = {
            "",
            "Examples:",
            "  quadrille record last 203",
            "  quadrille record 4kq7 203 --capture events.jsonl --json",
            "  quadrille record last 203 --aws --pipeline customers --size prod"
        })
final class RecordCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN", description = "a run's id, its beginning, or 'last'")
    private String run = "";

    @Parameters(index = "1", paramLabel = "LINE", description = "a physical line of the file, from 1")
    private long line;

    @Option(
            names = "--capture",
            paramLabel = "FILE",
            description = "the run's events as 'run --capture' wrote them: tells also which lines a filter dropped")
    private @Nullable String capture;

    @Option(names = "--json", description = "print the journey as JSON on one line")
    private boolean json;

    @Mixin
    private ReadingOptions place = new ReadingOptions();

    @Mixin
    private Common common = new Common();

    @Override
    public Integer call() throws IOException {
        if (line < 1) {
            throw Refusal.usage("There is no line " + line + ": a file's lines are counted from 1.");
        }
        Terminal terminal = common.terminal();
        EventLog events =
                capture == null ? EventLog.NONE : KeptEvents.in(capture).log();
        try (View view = place.open(common)) {
            RunReport report = RunFinder.require(view, run);
            RunQueries queries = view.queries(events);
            RecordJourney journey = queries.findJourney(report.run(), line)
                    .orElseThrow(
                            () -> Refusal.failure("Run " + report.run().run() + " is not in the ledger any more."));
            if (json) {
                JourneyJson.write(terminal.out(), journey);
            } else if (journey.place() == null) {
                journey.gaps().forEach(gap -> terminal.say(TextTable.visible(gap)));
            } else {
                terminal.print(new JourneyText(journey, terminal.paint()).text());
            }
            return journey.place() == null ? ExitCode.USAGE : ExitCode.DONE;
        }
    }
}
