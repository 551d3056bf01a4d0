package io.quadrille.cli;

import io.quadrille.observer.runs.RunQueries;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that shows how a run went, or goes. */
@Command(
        name = "show",
        sortOptions = false,
        header = "Shows how a run went, or goes: its latest attempt.",
        description = {"", "Exits with 0 once the run is shown, however it went."},
        footer = {
            "",
            "Examples:",
            "  quadrille show last",
            "  quadrille show 4kq7 --json | jq .balanced",
            "  quadrille show last --endpoint-url http://127.0.0.1:5000 --pipeline customers"
        })
final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "a run's id, its beginning, or 'last'")
    private String run = "";

    @Option(names = "--json", description = "print the report as JSON on one line")
    private boolean json;

    @Mixin
    private ReadingOptions place = new ReadingOptions();

    @Mixin
    private Common common = new Common();

    @Override
    public Integer call() throws IOException {
        try (View view = place.open(common)) {
            RunQueries queries = view.queries();
            new ReportPrinter(common.terminal(), queries, json, view.option()).print(RunFinder.require(view, run));
        }
        return ExitCode.DONE;
    }
}
