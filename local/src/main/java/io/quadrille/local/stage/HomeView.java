package io.quadrille.local.stage;

import io.quadrille.events.Fact;
import io.quadrille.events.RunKey;
import io.quadrille.handlers.tables.TableReader;
import io.quadrille.local.sqlite.SqliteHome;
import io.quadrille.local.sqlite.SqliteLedger;
import io.quadrille.local.sqlite.SqliteTableReader;
import io.quadrille.observer.runs.EventLog;
import io.quadrille.observer.runs.LedgerQueries;
import io.quadrille.observer.runs.RunQueries;
import io.quadrille.runtime.SourceLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A home to look at, whether or not someone writes to it. Thread safe. */
public final class HomeView implements AutoCloseable {
    private final SqliteHome home;

    private HomeView(SqliteHome home) {
        this.home = home;
    }

    /**
     * Opens a home for reading.
     *
     * @throws io.quadrille.local.sqlite.NoHome if nothing was ever written there
     * @throws io.quadrille.local.sqlite.HomeUnusable if it cannot be read, is damaged, or was made by a newer version
     */
    public static HomeView open(Path folder) throws IOException {
        return new HomeView(SqliteHome.openForReading(folder));
    }

    public RunQueries queries() {
        return new LedgerQueries(new SqliteLedger(home));
    }

    /**
     * Answers that also read the files of runs again, and events that were kept.
     *
     * @param definitions the pipelines that are known
     */
    public RunQueries queries(SourceLines.Definitions definitions, EventLog events) {
        return new LedgerQueries(
                new SqliteLedger(home), new SourceLines(FileSources::openUnchanged, definitions), events);
    }

    /** What was told when a run was started; empty if nobody was. */
    public Optional<Fact.RunStarted> findStart(RunKey run) {
        return new SqliteLedger(home).findRun(run).flatMap(tally -> tally.history()
                .findStart());
    }

    public TableReader tables() {
        return new SqliteTableReader(home);
    }

    public Path folder() {
        return home.folder();
    }

    @Override
    public void close() throws IOException {
        home.close();
    }
}
