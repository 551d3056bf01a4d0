package io.quadrille.simulator;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a world went.
 *
 * @param violation null where all invariants held
 * @param trace a hash of all that happened, in its order
 * @param elapsed virtual time
 * @param touched the ports that were called, by step
 * @param struck {@code fault step port}, for the faults that strike calls
 */
record WorldReport(
        Plan plan,
        @Nullable Violation violation,
        long trace,
        Duration elapsed,
        List<Strike> strikes,
        Map<String, Set<String>> touched,
        Set<String> struck) {

    /** How often each fault struck. */
    Map<Fault, Integer> faults() {
        Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
        for (Strike strike : strikes) {
            faults.merge(strike.fault(), 1, Integer::sum);
        }
        return faults;
    }
}
