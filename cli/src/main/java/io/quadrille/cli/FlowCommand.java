package io.quadrille.cli;

import io.quadrille.events.documents.AsyncApi;
import io.quadrille.events.documents.Mermaid;
import io.quadrille.events.documents.SchemaFiles;
import io.quadrille.events.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that makes documents of a pipeline's definition. */
@Command(
        name = "flow",
        sortOptions = false,
        header = "Prints a pipeline as a picture or a document.",
        footer = {
            "",
            "Examples:",
            "  quadrille flow orders --mermaid",
            "  quadrille flow orders --asyncapi > orders.asyncapi.json",
            "  quadrille flow orders --schemas schemas/"
        })
final class FlowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PIPELINE", completionCandidates = Pipelines.class, description = "the pipeline's name")
    private String pipeline = "";

    @ArgGroup(multiplicity = "1")
    private Form form = new Form();

    @Mixin
    private Common common = new Common();

    /** What is made. */
    static final class Form {
        @Option(names = "--mermaid", description = "print a Mermaid flowchart")
        private boolean mermaid;

        @Option(names = "--asyncapi", description = "print an AsyncAPI 3 document in JSON")
        private boolean asyncApi;

        @Option(
                names = "--schemas",
                paramLabel = "DIR",
                description = "write a JSON Schema (Draft 4) per type of event to a folder, and print the files' names")
        private @Nullable Path schemas;
    }

    @Override
    public Integer call() throws IOException {
        Pipeline described = new Pipelines().describe(pipeline);
        Terminal terminal = common.terminal();
        if (form.schemas != null) {
            for (Path file : SchemaFiles.write(described, form.schemas)) {
                terminal.printLine(file.toString());
            }
        } else {
            terminal.print(form.asyncApi ? AsyncApi.of(described) : Mermaid.of(described));
        }
        return ExitCode.DONE;
    }
}
