package io.quadrille.cli;

import io.quadrille.events.EventIds;
import io.quadrille.events.SourceObject;
import io.quadrille.events.pipeline.CsvFormat;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.handlers.csv.RawRecords;
import io.quadrille.handlers.generic.GenericPipeline;
import io.quadrille.handlers.ports.SourceReader;
import io.quadrille.observer.runs.RunReport;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.TreeSet;

/** The records that a run rejected as they stand in its file, each once, under the file's header. */
final class RawRejects {
    private final RunReport report;
    private final View view;

    RawRejects(RunReport report, View view) {
        this.report = report;
        this.view = view;
    }

    /** @throws Refusal if they may not be shown, or the file is not what it was */
    void write(OutputStream out) throws IOException {
        SourceObject source = requireSource();
        CsvFormat format = requireFormat(source);
        SourceReader sources = view.sourcesOf(report.run().run(), source);
        TreeSet<Long> positions = new TreeSet<>();
        view.queries()
                .forEachReject(
                        report.run(),
                        row -> positions.add(row.rejection().origin().bytePosition()));
        RawRecords.copy(() -> sources.open(source), source.fileName(), format, List.copyOf(positions), out);
    }

    private SourceObject requireSource() {
        SourceObject source = report.source();
        if (source == null) {
            throw Refusal.failure("The rejected records of run " + report.run().run()
                    + " cannot be copied: the ledger does not know its file yet.");
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
                    + "' have a sensitive field. 'quadrille rejects" + view.option() + " "
                    + report.run().run()
                    + "' names their lines; mend them in the file itself.");
        }
        if (!EventIds.run(source, pipeline.digest()).equals(report.run().run())) {
            throw Refusal.failure("The definition of pipeline '" + name + "' was changed since run "
                    + report.run().run() + ", so its records may be cut otherwise. Run the file again first.");
        }
        return pipeline.extract().format();
    }
}
