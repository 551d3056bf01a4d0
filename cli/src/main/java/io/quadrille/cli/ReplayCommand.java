package io.quadrille.cli;

import io.quadrille.events.Fact;
import io.quadrille.events.RunKey;
import io.quadrille.events.pipeline.CsvFormat;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.generic.GenericPipeline;
import io.quadrille.local.replay.Replay;
import io.quadrille.local.replay.ReplayReport;
import io.quadrille.local.replay.UnreadableCapture;
import io.quadrille.local.store.LocalKeyService;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that sends captured events through today's code. */
@Command(
        name = "replay",
        sortOptions = false,
        header = "Sends captured events through today's code and reports every difference.",
        description = {
            "",
            "What the extract told goes on a fresh bus; tallies, outcomes, rejects and tables are compared with what the"
                    + " captured events tell. Nothing is written to the home; its key opens sensitive fields."
        },
        footer = {
            "",
            "Exits with 0 if nothing differs, 1 if something does.",
            "",
            "Examples:",
            "  quadrille run orders.csv --pipeline orders --capture events.jsonl",
            "  quadrille replay events.jsonl"
        })
final class ReplayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "EVENTS.jsonl", description = "a file that 'run --capture' wrote")
    private String file = "";

    @Option(
            names = "--pipeline",
            paramLabel = "NAME",
            completionCandidates = Pipelines.class,
            description = "replay only this pipeline's events (all)")
    private @Nullable String pipeline;

    @Option(names = "--json", description = "print the comparison as JSON on one line")
    private boolean json;

    @Mixin
    private Common common = new Common();

    @Override
    public Integer call() throws IOException, InterruptedException {
        SourceFile capture = SourceFile.require(file);
        Pipelines pipelines = new Pipelines();
        if (pipeline != null) {
            pipelines.describe(pipeline);
        }
        List<ReplayReport> reports;
        try {
            reports = new Replay(
                            capture.path(),
                            (run, start) -> bindings(pipelines, run, start),
                            new LocalKeyService(common.home()))
                    .run(pipeline);
        } catch (UnreadableCapture e) {
            throw Refusal.usage(String.valueOf(e.getMessage()));
        }
        Terminal terminal = common.terminal();
        if (json) {
            ReplayText.writeJson(reports, terminal.out());
        } else {
            reports.forEach(report -> ReplayText.print(report, terminal));
        }
        return reports.stream().allMatch(report -> report.differences().isEmpty()) ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static Bindings bindings(Pipelines pipelines, RunKey run, Optional<Fact.RunStarted> start) {
        if (!run.pipeline().equals(GenericPipeline.NAME)) {
            return pipelines.require(run.pipeline());
        }
        Graph.Node load = start.flatMap(
                        started -> started.graph().sinks().stream().findFirst())
                .orElseThrow(() -> new UnreadableCapture("The start of run " + run.run()
                        + " is not in the file, and only it names the table and key of a generic run."));
        return GenericPipeline.of(String.valueOf(load.table()), load.keys(), CsvFormat.csv());
    }
}
