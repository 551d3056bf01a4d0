package io.quadrille.loadtests.micro;

import io.quadrille.events.Envelope;
import io.quadrille.handlers.engine.ClaimChecks;
import io.quadrille.local.memory.MemoryBlobStore;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** An event's data left in a blob store in memory and fetched from it, its hash taken both times. */
@State(Scope.Benchmark)
public class ClaimCheckBenchmark {
    /** Less than the event has, so that its data are left. */
    private static final int MOST_EVENT_BYTES = 8 * 1024;

    private final Envelope event = Sample.make().event();
    private final ClaimChecks checks = new ClaimChecks(new MemoryBlobStore(), MOST_EVENT_BYTES);

    @Setup
    public void check() {
        Envelope left = checks.leave(event);
        Wrong.unless(left.data().isEmpty() && left.dataRef().isPresent(), "the event carries its data itself");
        Wrong.unless(
                Arrays.equals(leaveAndFetch().data().orElseThrow(), event.data().orElseThrow()),
                "the data fetched are not those left");
    }

    @Benchmark
    public Envelope leaveAndFetch() {
        return checks.fetch(checks.leave(event));
    }
}
