package io.quadrille.loadtests.flow;

import io.quadrille.events.SourceObject;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.ports.RecordTable;
import io.quadrille.handlers.ports.SourceReader;
import io.quadrille.local.bus.BusLimits;
import io.quadrille.local.memory.MemoryBlobStore;
import io.quadrille.local.memory.MemoryRunRegistry;
import io.quadrille.local.stage.PipelineStage;
import io.quadrille.local.stage.StageTime;
import io.quadrille.local.store.LocalKeyService;
import io.quadrille.observer.ledger.MemoryLedger;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.runtime.Ports;
import io.quadrille.runtime.ThreadScheduler;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.ExecutionException;

/** A run on a stage whose ledger is in memory. */
public final class MemoryRun {
    private MemoryRun() {}

    /** Runs a source to its end. @param folder for the stage's key */
    public static RunReport of(
            Bindings bindings, SourceObject source, SourceReader sources, RecordTable tables, Path folder)
            throws InterruptedException, ExecutionException {
        BusLimits limits = BusLimits.ofThisMachine();
        try (ThreadScheduler scheduler = new ThreadScheduler(limits.workers() + 1)) {
            PipelineStage stage = new PipelineStage(
                    bindings,
                    new Ports(
                            sources,
                            tables,
                            new MemoryLedger(),
                            new MemoryRunRegistry(),
                            new MemoryBlobStore(),
                            new LocalKeyService(folder)),
                    new StageTime(scheduler, InstantSource.system(), new Random()),
                    limits);
            return stage.start(stage.keyOf(source, false), source).ended().get();
        }
    }

    /**
     * The records of a run whose every sink has loaded all of them.
     *
     * @throws IllegalStateException if it did not end so
     */
    public static long loaded(RunReport report) {
        return Runs.loaded(report);
    }
}
