package io.quadrille.loadtests.shapes;

import io.quadrille.events.SourceObject;
import io.quadrille.examples.customers.CustomerPipeline;
import io.quadrille.handlers.ports.RecordTable;
import io.quadrille.loadtests.flow.MemoryRun;
import io.quadrille.loadtests.lane.Candidate;
import io.quadrille.loadtests.lane.Course;
import io.quadrille.loadtests.lane.Evidence;
import io.quadrille.loadtests.lane.Lap;
import io.quadrille.loadtests.source.EndlessCustomers;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The customers pipeline from a source that is made while it is read into a sink that only counts. Option: records. */
public final class Stream implements Candidate {
    @Override
    public Lap prepare(Course course) {
        long records = Long.parseLong(course.options().get(0));
        SourceObject source =
                new SourceObject(SourceObject.LOCAL, "/generated/customers.csv", "1", EndlessCustomers.bytes(records));
        AtomicLong rows = new AtomicLong();
        RecordTable counting = write -> rows.addAndGet(write.records().size());
        return new Lap() {
            private MemoryRun.@Nullable Ended ended;

            @Override
            public void run() throws InterruptedException, ExecutionException {
                ended = MemoryRun.of(
                        new CustomerPipeline().bindings(),
                        source,
                        opened -> new EndlessCustomers(records),
                        counting,
                        course.folder());
            }

            @Override
            public Evidence evidence() {
                MemoryRun.Ended left = Objects.requireNonNull(ended);
                long loaded = left.loaded();
                if (rows.get() != loaded) { // nothing fails here, so nothing is written twice
                    throw new IllegalStateException(rows.get() + " rows were written, but " + loaded + " were loaded");
                }
                return Evidence.of(loaded).withDepth(left.depth());
            }
        };
    }
}
