package io.quadrille.cli;

import io.quadrille.observer.ledger.RejectFilter;
import io.quadrille.observer.runs.RunQueries;
import io.quadrille.observer.runs.RunReport;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
            "  quadrille rejects last --group",
            "  quadrille rejects last --code NOT_A_NUMBER --json",
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

    @Option(names = "--group", description = "how many for which reason, by step and column; most first")
    private boolean group;

    @Option(names = "--code", paramLabel = "CODE", description = "only those with this code")
    private @Nullable String code;

    @Option(names = "--step", paramLabel = "STEP", description = "only those of this step")
    private @Nullable String step;

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
            throw misused("--raw goes with --csv.");
        } else if (group && form.csv) {
            throw misused("--group goes with --json, or alone, not with --csv.");
        } else if ((group || raw) && (code != null || step != null)) {
            throw misused("--code and --step choose rejects to be listed: they do not go with --group and --raw.");
        }
        RejectFilter filter = new RejectFilter(step, code, null);
        Terminal terminal = common.terminal();
        try (View view = place.open(common)) {
            RunQueries queries = view.queries();
            RunReport report = RunFinder.require(view, run);
            if (group) {
                groups(report, terminal);
            } else if (raw) {
                new RawRejects(report, view).write(terminal.out());
            } else if (form.json) {
                RejectsText.writeJson(queries, report.run(), filter, terminal.out());
            } else if (form.csv) {
                RejectsText.writeCsv(queries, report.run(), filter, terminal.out());
            } else if (!RejectsText.print(queries, report.run(), filter, terminal)) {
                terminal.say("run " + report.run().run() + " rejected nothing"
                        + (filter.equals(RejectFilter.ALL) ? "." : " of that kind."));
            }
        }
        return ExitCode.DONE;
    }

    private void groups(RunReport report, Terminal terminal) throws IOException {
        if (form.json) {
            RejectsText.writeGroups(report.rejects(), terminal.out());
        } else if (report.rejects().isEmpty()) {
            terminal.say("run " + report.run().run() + " rejected nothing.");
        } else {
            RejectsText.printGroups(report.rejects(), terminal);
        }
    }

    private ParameterException misused(String sentence) {
        return new ParameterException(common.command().commandLine(), sentence);
    }
}
