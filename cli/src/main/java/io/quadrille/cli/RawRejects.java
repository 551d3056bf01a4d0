package io.quadrille.cli;

import io.quadrille.events.EventIds;
import io.quadrille.events.SourceObject;
import io.quadrille.events.pipeline.CsvFormat;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.handlers.csv.RawRecords;
import io.quadrille.handlers.generic.GenericPipeline;
import io.quadrille.local.stage.FileSources;
import io.quadrille.observer.runs.RunQueries;
import io.quadrille.observer.runs.RunReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** The records that a run rejected as they stand in its file, each once, under the file's header. */
final class RawRejects {
    private final RunReport report;
    private final RunQueries queries;

    RawRejects(RunReport report, RunQueries queries) {
        this.report = report;
        this.queries = queries;
    }

    /** @throws Refusal if they may not be shown, or the file is not what it was */
    void write(OutputStream out) throws IOException {
        SourceObject source = requireLocal();
        CsvFormat format = requireFormat(source);
        Path file = Path.of(source.key());
        requireUnchanged(source, file);
        TreeSet<Long> positions = new TreeSet<>();
        queries.forEachReject(
                report.run(), row -> positions.add(row.rejection().origin().bytePosition()));
        FileSources sources = new FileSources();
        RawRecords.copy(() -> sources.open(source), source.fileName(), format, List.copyOf(positions), out);
    }

    private SourceObject requireLocal() {
        SourceObject source = report.source();
        if (source == null || !source.bucket().equals(SourceObject.LOCAL)) {
            throw Refusal.failure("The rejected records of run " + report.run().run()
                    + " cannot be copied here: its source is not a file of this machine.");
        }
        return source;
    }

    private CsvFormat requireFormat(SourceObject source) {
        String name = report.run().pipeline();
        if (name.equals(GenericPipeline.NAME)) {
            return CsvFormat.csv();
        }
        Pipeline pipeline = new Pipelines()
                .find(name)
                .orElseThrow(() -> Refusal.failure("The rejected records are withheld: pipeline '" + name
                        + "' is not on the class path, so nobody can tell whether they are sensitive."))
                .pipeline();
        if (pipeline.hasSensitive()) {
            throw Refusal.failure("The rejected records are withheld: records of pipeline '" + name
                    + "' have a sensitive field. 'quadrille rejects "
                    + report.run().run()
                    + "' names their lines; mend them in the file itself.");
        }
        if (!EventIds.run(source, pipeline.digest()).equals(report.run().run())) {
            throw Refusal.failure("The definition of pipeline '" + name + "' was changed since run "
                    + report.run().run() + ", so its records may be cut otherwise. Run the file again first.");
        }
        return pipeline.extract().format();
    }

    private void requireUnchanged(SourceObject source, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw Refusal.failure("The file " + TextTable.visible(source.key()) + " is not there any more; the rejected"
                    + " records stand nowhere else.");
        }
        if (!FileSources.describe(file).version().equals(source.version())) {
            throw Refusal.failure("The file " + TextTable.visible(source.key())
                    + " was changed since the run, so its lines are not those that were rejected. Run it again first.");
        }
    }
}
