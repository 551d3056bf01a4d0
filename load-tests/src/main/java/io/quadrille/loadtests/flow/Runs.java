package io.quadrille.loadtests.flow;

import io.quadrille.handlers.tables.TableCsv;
import io.quadrille.handlers.tables.TableReader;
import io.quadrille.loadtests.lane.Depth;
import io.quadrille.loadtests.source.TableDigest;
import io.quadrille.local.bus.LocalBus;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.RunReport;
import java.io.IOException;

/** What runs left behind. */
final class Runs {
    private Runs() {}

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

    /** The most that stood on a bus. */
    static Depth depth(LocalBus bus) {
        LocalBus.Depth deepest = bus.deepest();
        return new Depth(deepest.messages(), deepest.bytes());
    }

    /** The digest of a table that the kit wrote. */
    static String digest(TableReader tables, String table) throws IOException {
        TableDigest digest = new TableDigest();
        tables.read(table, new TableCsv(digest.out()));
        return digest.text();
    }
}
