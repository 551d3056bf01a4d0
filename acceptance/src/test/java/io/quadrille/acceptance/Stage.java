package io.quadrille.acceptance;

import io.quadrille.observer.runs.RunQueries;
import io.quadrille.observer.runs.RunReport;
import java.io.IOException;
import java.nio.file.Path;

/** Where a pipeline is tried: files go in, and what became of them is read. One pipeline a stage. */
interface Stage extends AutoCloseable {
    /** Drops the file and waits until its run has ended. */
    RunReport run(Path file) throws Exception;

    RunQueries queries();

    /** The table as {@code quadrille table NAME --csv} prints it. */
    String table(String name) throws IOException;

    @Override
    void close() throws Exception;
}
