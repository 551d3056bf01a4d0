package io.quadrille.loadtests.flow;

import io.quadrille.handlers.Bindings;
import io.quadrille.loadtests.lane.Candidate;
import io.quadrille.loadtests.lane.Course;
import io.quadrille.loadtests.lane.Evidence;
import io.quadrille.loadtests.lane.Lap;
import io.quadrille.local.bus.BusLimits;
import io.quadrille.local.memory.MemoryBlobStore;
import io.quadrille.local.memory.MemoryRecordTable;
import io.quadrille.local.memory.MemoryRunRegistry;
import io.quadrille.local.stage.FileSources;
import io.quadrille.local.stage.PipelineStage;
import io.quadrille.local.stage.StageTime;
import io.quadrille.local.store.LocalKeyService;
import io.quadrille.observer.ledger.MemoryLedger;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.runtime.Ports;
import io.quadrille.runtime.ThreadScheduler;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A pipeline on the local stage, every event serialised; table and ledger in memory. */
public abstract class FlowInMemory implements Candidate {
    private final Bindings bindings;

    protected FlowInMemory(Bindings bindings) {
        this.bindings = bindings;
    }

    @Override
    public Lap prepare(Course course) {
        MemoryRecordTable tables = new MemoryRecordTable();
        return new Lap() {
            private @Nullable RunReport report;

            @Override
            public void run() throws IOException, InterruptedException, ExecutionException {
                BusLimits limits = BusLimits.ofThisMachine();
                try (ThreadScheduler scheduler = new ThreadScheduler(limits.workers() + 1)) {
                    PipelineStage stage = new PipelineStage(
                            bindings,
                            new Ports(
                                    new FileSources(),
                                    tables,
                                    new MemoryLedger(),
                                    new MemoryRunRegistry(),
                                    new MemoryBlobStore(),
                                    new LocalKeyService(course.folder())),
                            new StageTime(scheduler, InstantSource.system(), new Random()),
                            limits);
                    report = Runs.run(stage, course.file());
                }
            }

            @Override
            public Evidence evidence() throws IOException {
                return new Evidence(Runs.loaded(Objects.requireNonNull(report)), Runs.digest(tables, "customers"));
            }
        };
    }
}
