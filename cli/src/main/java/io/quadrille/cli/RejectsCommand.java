package io.quadrille.cli;

import io.quadrille.observer.runs.RunQueries;
import io.quadrille.observer.runs.RunReport;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The command that shows what a run rejected. */
@Command(
        name = "rejects",
        sortOptions = false,
        header = "Shows what a run rejected, and why, by line.",
        description = {
            "",
            "A line is the physical line of the file, from 1, where the record begins. A record that two loads rejected"
                    + " stands twice, except with --raw."
        },
        footer = {
            "",
            "Examples:",
            "  quadrille rejects last",
            "  quadrille rejects last --json | jq 'group_by(.code)'",
            "  quadrille rejects last --csv --raw > mended.csv",
            "  quadrille rejects last --aws --pipeline customers --size prod"
        })
final class RejectsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "a run's id, its beginning, or 'last'")
    private String run = "";

    @ArgGroup
    private Form form = new Form();

    @Option(
            names = "--raw",
            description = "with --csv: the rejected records as they stand in the file, to be mended and run again")
    private boolean raw;

    @Mixin
    private ReadingOptions place = new ReadingOptions();

    @Mixin
    private Common common = new Common();

    /** How the rejects are printed. */
    static final class Form {
        @Option(names = "--json", description = "print an array as JSON on one line")
        private boolean json;

        @Option(names = "--csv", description = "print CSV with a header")
        private boolean csv;
    }

    @Override
    public Integer call() throws IOException {
        if (raw && !form.csv) {
            throw new ParameterException(common.command().commandLine(), "--raw goes with --csv.");
        }
        Terminal terminal = common.terminal();
        try (View view = place.open(common)) {
            RunQueries queries = view.queries();
            RunReport report = RunFinder.require(view, run);
            if (raw) {
                new RawRejects(report, view).write(terminal.out());
            } else if (form.json) {
                RejectsText.writeJson(queries, report.run(), terminal.out());
            } else if (form.csv) {
                RejectsText.writeCsv(queries, report.run(), terminal.out());
            } else if (!RejectsText.print(queries, report.run(), terminal)) {
                terminal.say("run " + report.run().run() + " rejected nothing.");
            }
        }
        return ExitCode.DONE;
    }
}
