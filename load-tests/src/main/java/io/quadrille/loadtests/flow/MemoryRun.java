package io.quadrille.loadtests.flow;

import io.quadrille.events.SourceObject;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.ports.RecordTable;
import io.quadrille.handlers.ports.SourceReader;
import io.quadrille.loadtests.lane.Depth;
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

    /** What a run left behind. @param depth of its bus */
    public record Ended(RunReport report, Depth depth) {
        /**
         * The records of a run whose every sink has loaded all of them.
         *
         * @throws IllegalStateException if it did not end so
         */
        public long loaded() {
            return Runs.loaded(report);
        }
    }

    /** Runs a source to its end. @param folder for the stage's key */
    public static Ended of(
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
            RunReport report =
                    stage.start(stage.keyOf(source, false), source).ended().get();
            return new Ended(report, Runs.depth(stage.bus()));
        }
    }
}
