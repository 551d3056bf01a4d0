package io.quadrille.simulator;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the worlds of many seeds went.
 *
 * @param seeds worlds simulated
 * @param violations the failed ones, by seed
 * @param took real time
 * @param simulated virtual time, of all worlds together
 * @param faults how often each struck
 * @param coverage how much of what can be struck was
 * @param rechecked worlds that were run twice, to compare their traces
 * @param story the first failed world, as small as it was made; null where none failed
 */
public record SimulationReport(
        long seeds,
        List<Failed> violations,
        Duration took,
        Duration simulated,
        Map<Fault, Long> faults,
        Coverage coverage,
        long rechecked,
        @Nullable SmallestStory story) {
    public SimulationReport {
        violations = List.copyOf(violations);
        EnumMap<Fault, Long> inOrder = new EnumMap<>(Fault.class);
        inOrder.putAll(faults);
        faults = Collections.unmodifiableMap(inOrder);
    }

    /** A seed whose world failed. */
    public record Failed(long seed, Violation violation) {}

    public double worldsPerSecond() {
        return seeds * 1e9 / Math.max(1, took.toNanos());
    }

    public double simulatedHours() {
        return simulated.toMillis() / 3.6e6;
    }
}
