package io.quadrille.simulator;

import io.quadrille.simulator.time.Carriers;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs the world of a seed, as often as asked. Used by one thread; close it when the last world has ended. */
final class Execution implements AutoCloseable {
    private final Carriers carriers = new Carriers();
    private final Tampering tampering;

    Execution(Tampering tampering) {
        this.tampering = tampering;
    }

    WorldReport run(long seed, Limits limits) {
        return run(seed, limits, null, null);
    }

    /** @param only the strikes that may happen; null for all */
    WorldReport run(long seed, Limits limits, @Nullable Set<Long> only, @Nullable Consumer<String> story) {
        return new World(Plan.of(seed, limits), only, tampering, carriers, story).run();
    }

    @Override
    public void close() {
        carriers.close();
    }
}
