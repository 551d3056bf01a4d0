package io.quadrille.blackbox;

import io.quadrille.events.SourceObject;
import io.quadrille.handlers.PipelineApp;
import io.quadrille.handlers.tables.TableCsv;
import io.quadrille.local.bus.BusLimits;
import io.quadrille.local.sqlite.SqliteHome;
import io.quadrille.local.sqlite.SqliteLedger;
import io.quadrille.local.sqlite.SqliteRecordTable;
import io.quadrille.local.sqlite.SqliteRunRegistry;
import io.quadrille.local.sqlite.SqliteTableReader;
import io.quadrille.local.stage.FileSources;
import io.quadrille.local.stage.PipelineStage;
import io.quadrille.local.stage.StageTime;
import io.quadrille.local.store.FolderBlobStore;
import io.quadrille.local.store.LocalKeyService;
import io.quadrille.observer.ledger.RejectRow;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.runtime.Ports;
import io.quadrille.runtime.ThreadScheduler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A pipeline on a home of its own, on real threads. */
final class Rehearsal implements AutoCloseable {
    private final SqliteHome home;
    private final ThreadScheduler scheduler = new ThreadScheduler(3);
    final Ports ports;
    final PipelineStage stage;

    Rehearsal(PipelineApp app, Path folder) throws IOException {
        this(app, folder, ports -> ports);
    }

    /** @param changed puts faulty collaborators in place of some */
    Rehearsal(PipelineApp app, Path folder, UnaryOperator<Ports> changed) throws IOException {
        home = SqliteHome.openForWriting(folder);
        ports = changed.apply(new Ports(
                new FileSources(),
                new SqliteRecordTable(home),
                new SqliteLedger(home),
                new SqliteRunRegistry(home),
                new FolderBlobStore(folder),
                new LocalKeyService(folder)));
        stage = new PipelineStage(
                app.bindings(),
                ports,
                new StageTime(scheduler, InstantSource.system(), new SplittableRandom(7)),
                BusLimits.ofThisMachine());
    }

    RunReport run(Path file) throws Exception {
        return run(file, false);
    }

    RunReport runAgain(Path file) throws Exception {
        return run(file, true);
    }

    private RunReport run(Path file, boolean again) throws Exception {
        SourceObject source = FileSources.describe(file);
        return stage.start(stage.keyOf(source, again), source).ended().get(2, TimeUnit.MINUTES);
    }

    List<RejectRow> rejects(RunReport report) {
        List<RejectRow> rows = new ArrayList<>();
        stage.queries().forEachReject(report.run(), rows::add);
        return rows;
    }

    /** The table as {@code quadrille table NAME --csv} prints it. */
    String table(String name) throws IOException {
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        new SqliteTableReader(home).read(name, new TableCsv(csv));
        return csv.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        scheduler.close();
        home.close();
    }
}
