package io.quadrille.local.stage;

import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.ports.RecordTable.TableWrite;
import io.quadrille.local.bus.BusLimits;
import io.quadrille.local.sqlite.SqliteHome;
import io.quadrille.local.sqlite.SqliteLedger;
import io.quadrille.local.sqlite.SqliteRecordTable;
import io.quadrille.local.sqlite.SqliteRunRegistry;
import io.quadrille.local.store.FolderBlobStore;
import io.quadrille.local.store.LocalKeyService;
import io.quadrille.runtime.Ports;
import io.quadrille.runtime.ThreadScheduler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A home with room for stages on it: its one writer, its stores, and threads in real time. Thread safe.
 *
 * <pre>{@code
 * try (LocalHome home = LocalHome.open(Path.of(".quadrille"))) {
 *     PipelineStage stage = home.stage(new CustomerPipeline().bindings());
 *     SourceObject source = FileSources.describe(Path.of("customers.csv"));
 *     RunReport report = stage.start(stage.keyOf(source, false), source).ended().join();
 * }
 * }</pre>
 */
public final class LocalHome implements AutoCloseable {
    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofMillis(250);

    private final SqliteHome home;
    private final SqliteRecordTable tables;
    private final Ports ports;
    private final List<PipelineStage> stages = new CopyOnWriteArrayList<>();
    private final BusLimits limits;
    private final ThreadScheduler scheduler;

    private LocalHome(SqliteHome home) {
        this.home = home;
        this.tables = new SqliteRecordTable(home);
        this.ports = new Ports(
                new FileSources(),
                tables,
                new SqliteLedger(home),
                new SqliteRunRegistry(home),
                new FolderBlobStore(home.folder().resolve("blobs"), Set.of("claims/")),
                new LocalKeyService(home.folder()));
        home.whenUnusable(failure -> stages.forEach(stage -> stage.abandonRuns(failure)));
        this.limits = BusLimits.ofThisMachine().forOneWriter();
        this.scheduler =
                new ThreadScheduler(limits.workers() + 2); // two more: an extract may wait for its source; the log
        scheduler.schedule(BETWEEN_CHECKPOINTS, this::checkpoint);
    }

    private void checkpoint() {
        home.checkpoint();
        scheduler.schedule(BETWEEN_CHECKPOINTS, this::checkpoint);
    }

    /** As {@link #open(Path, String)}, with the command as the operating system knows it. */
    public static LocalHome open(Path folder) throws IOException {
        return new LocalHome(SqliteHome.openForWriting(folder));
    }

    /**
     * Opens the home for its one writer, and makes it if it is missing.
     *
     * @param command what a second writer is told this one is doing, such as {@code quadrille run big.csv}
     * @throws io.quadrille.local.sqlite.HomeInUse if another writer holds it
     * @throws io.quadrille.local.sqlite.HomeUnusable if it cannot be written to, is damaged, or was made by a newer
     *     version
     */
    public static LocalHome open(Path folder, String command) throws IOException {
        return new LocalHome(SqliteHome.openForWriting(folder, command));
    }

    /**
     * A stage for a pipeline.
     *
     * @throws io.quadrille.local.tables.TableMismatch if a table it loads is stored by another key
     */
    public PipelineStage stage(Bindings bindings) {
        requireTables(bindings.pipeline());
        // Random, not SplittableRandom: several threads draw from it.
        PipelineStage stage = new PipelineStage(
                bindings, ports, new StageTime(scheduler, InstantSource.system(), new Random()), limits);
        stages.add(stage);
        return stage;
    }

    /** Forgets a stage that is done with; what is still under way on it is not waited for any more. */
    public void retire(PipelineStage stage) {
        stages.remove(stage);
    }

    /** Before the first record, so that a key that cannot be is told at once. */
    private void requireTables(Pipeline pipeline) {
        for (LoadStep<?> load : pipeline.loads()) {
            List<String> keys = load.table().keys();
            tables.requireFits(new TableWrite(
                    load.table().name(), keys, load.from().layoutFor(keys).fields(), List.of()));
        }
    }

    /** Lets tasks under way end, then gives the home back. */
    @Override
    public void close() throws IOException {
        scheduler.close();
        home.close();
    }
}
