package io.quadrille.loadtests.flow;

import io.quadrille.handlers.Bindings;
import io.quadrille.loadtests.lane.Candidate;
import io.quadrille.loadtests.lane.Course;
import io.quadrille.loadtests.lane.Evidence;
import io.quadrille.loadtests.lane.Lap;
import io.quadrille.local.memory.MemoryRecordTable;
import io.quadrille.local.stage.FileSources;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A pipeline on the local stage, every event serialised; table and ledger in memory. */
public abstract class FlowInMemory implements Candidate {
    /** The table whose digest is told. */
    protected static final String TABLE = "customers";

    /** The pipeline of this lap. */
    protected abstract Bindings bindings(Course course);

    /** The digest of what a lap left; by default that of its table. */
    protected String digest(MemoryRecordTable tables) throws IOException {
        return Runs.digest(tables, TABLE);
    }

    @Override
    public final Lap prepare(Course course) {
        Bindings bindings = bindings(course);
        MemoryRecordTable tables = new MemoryRecordTable();
        return new Lap() {
            private MemoryRun.@Nullable Ended ended;

            @Override
            public void run() throws IOException, InterruptedException, ExecutionException {
                ended = MemoryRun.of(
                        bindings, FileSources.describe(course.file()), new FileSources(), tables, course.folder());
            }

            @Override
            public Evidence evidence() throws IOException {
                MemoryRun.Ended left = Objects.requireNonNull(ended);
                return new Evidence(left.loaded(), digest(tables)).withDepth(left.depth());
            }
        };
    }
}
