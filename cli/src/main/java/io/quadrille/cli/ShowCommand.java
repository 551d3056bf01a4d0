package io.quadrille.cli;

import io.quadrille.local.stage.HomeView;
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
        footer = {"", "Examples:", "  quadrille show last", "  quadrille show 4kq7 --json | jq .balanced"})
final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "a run's id, its beginning, or 'last'")
    private String run = "";

    @Option(names = "--json", description = "print the report as JSON on one line")
    private boolean json;

    @Mixin
    private Common common = new Common();

    @Override
    public Integer call() throws IOException {
        try (HomeView home = common.openForReading()) {
            RunQueries queries = home.queries();
            new ReportPrinter(common.terminal(), queries, json, ReportPrinter.homeOption(common))
                    .print(RunFinder.require(queries, run));
        }
        return ExitCode.DONE;
    }
}
