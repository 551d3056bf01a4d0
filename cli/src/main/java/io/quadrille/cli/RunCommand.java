package io.quadrille.cli;

import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.generic.GenericPipeline;
import io.quadrille.local.stage.LocalHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The command that runs a file through a pipeline. */
@Command(
        name = "run",
        sortOptions = false,
        header = "Runs a file through a pipeline, to the last record.",
        description = {
            "",
            "The same file again is the same run: what is complete is not counted twice, what was interrupted is taken"
                    + " up where it stopped."
        },
        footer = {
            "",
            "Examples:",
            "  quadrille run customers.csv --pipeline customers",
            "  quadrille run navaids.csv.gz --key id",
            "  quadrille run orders.csv --pipeline orders --max-rejects 2%% --json",
            "  quadrille run orders.csv --pipeline orders --again --capture events.jsonl"
        })
final class RunCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "a CSV file with a header, gzipped or not")
    private String file = "";

    @Option(
            names = "--pipeline",
            paramLabel = "NAME",
            completionCandidates = Pipelines.class,
            description = "the pipeline (generic: any CSV into a table named as the file)")
    private @Nullable String pipeline;

    @Option(
            names = "--key",
            paramLabel = "COLUMN[,COLUMN]",
            description = "of the generic pipeline's table: partition and sort key (the first column)")
    private @Nullable String key;

    @Option(
            names = "--max-rejects",
            paramLabel = "N|P%",
            converter = MaxRejects.Converter.class,
            description = "exit with 3 if more records are rejected; the run ends first (any number)")
    private @Nullable MaxRejects maxRejects;

    @Option(
            names = "--capture",
            paramLabel = "EVENTS.jsonl",
            description = "write every event of the run to a file, for replay")
    private @Nullable Path capture;

    @Option(names = "--again", description = "run a complete file again, as the next attempt")
    private boolean again;

    @Option(names = "--json", description = "print the report as JSON on one line")
    private boolean json;

    @Mixin
    private Common common = new Common();

    @Override
    public Integer call() throws IOException, InterruptedException {
        SourceFile source = SourceFile.require(file);
        Pipelines pipelines = new Pipelines();
        if (pipeline != null && key != null && pipelines.find(pipeline).isPresent()) {
            throw new ParameterException(
                    common.command().commandLine(),
                    "--key is for the generic pipeline; pipeline '" + pipeline + "' names its keys itself.");
        }
        if (capture != null && source.isSame(capture)) {
            throw new ParameterException(
                    common.command().commandLine(), "--capture would overwrite the file that is to be run.");
        }
        RunRequest request = new RunRequest(source, bindings(source, pipelines), again, capture);
        try (LocalHome home = LocalHome.open(common.home(), "quadrille run " + TextTable.visible(file))) {
            return new RunSession(home, common.terminal(), maxRejects, json, common.homeOption()).run(request);
        }
    }

    private Bindings bindings(SourceFile source, Pipelines pipelines) {
        if (pipeline != null && !pipeline.equals(GenericPipeline.NAME)) {
            return pipelines.require(pipeline);
        }
        return GenericRun.of(source.path(), key == null ? List.of() : GenericRun.requireKeys(key, common.command()));
    }
}
