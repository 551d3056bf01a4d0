package io.quadrille.loadtests.flow;

import io.quadrille.events.SourceObject;
import io.quadrille.handlers.tables.TableCsv;
import io.quadrille.handlers.tables.TableReader;
import io.quadrille.loadtests.source.TableDigest;
import io.quadrille.local.stage.FileSources;
import io.quadrille.local.stage.PipelineStage;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/** A file run on a stage, from describing it to its report. */
final class Runs {
    private Runs() {}

    static RunReport run(PipelineStage stage, Path file) throws IOException, InterruptedException, ExecutionException {
        SourceObject source = FileSources.describe(file);
        return stage.start(stage.keyOf(source, false), source).ended().get();
    }

    /**
     * The records of a run whose every sink has loaded all of them.
     *
     * @throws IllegalStateException if it did not end so
     */
    static long loaded(RunReport report) {
        boolean whole = report.status() == RunStatus.COMPLETE
                && report.balanced()
                && report.sinks().stream().allMatch(sink -> sink.loaded() == report.extracted());
        if (!whole) {
            throw new IllegalStateException("run " + report.run() + " ended as " + report.status() + " with sinks "
                    + report.sinks() + ", but " + report.extracted() + " records are to be loaded into each");
        }
        return report.extracted();
    }

    /** The digest of a table that the kit wrote. */
    static String digest(TableReader tables, String table) throws IOException {
        TableDigest digest = new TableDigest();
        tables.read(table, new TableCsv(digest.out()));
        return digest.text();
    }
}
