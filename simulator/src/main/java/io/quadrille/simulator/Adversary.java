package io.quadrille.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides where faults strike. Each decision is a function of the seed and its place alone, so that one fault can be left
 * out and the others still strike where they did. Strikes no more once healed.
 */
final class Adversary {
    private final long seed;
    private final Map<Fault, Double> chances;
    private final @Nullable Set<Long> only;
    private final Supplier<Duration> elapsed;
    private final Consumer<Strike> told;
    private final List<Strike> strikes = new ArrayList<>();
    private boolean healed;

    /**
     * @param only the strikes that may happen; null for all
     * @param told each strike, as it happens
     */
    Adversary(
            long seed,
            Map<Fault, Double> chances,
            @Nullable Set<Long> only,
            Supplier<Duration> elapsed,
            Consumer<Strike> told) {
        this.told = told;
        this.seed = seed;
        this.chances = new EnumMap<>(Fault.class);
        this.chances.putAll(chances);
        this.only = only;
        this.elapsed = elapsed;
    }

    /** Whether the fault is in this world at all. */
    boolean has(Fault fault) {
        return chances.containsKey(fault);
    }

    void heal() {
        healed = true;
    }

    boolean isHealed() {
        return healed;
    }

    /** Whether the fault strikes here; noted if it does. */
    boolean strikes(Fault fault, long place, Supplier<String> where) {
        Double chance = healed ? null : chances.get(fault);
        if (chance == null) {
            return false;
        }
        long key = Chance.of(seed, place, fault.ordinal());
        if (Chance.share(key) >= chance || (only != null && !only.contains(key))) {
            return false;
        }
        Strike strike = new Strike(fault, key, where.get(), elapsed.get());
        strikes.add(strike);
        told.accept(strike);
        return true;
    }

    /** A number for what a strike leaves open, such as how long it lasts. */
    long detail(Fault fault, long place) {
        return Chance.of(seed, ~place, fault.ordinal());
    }

    List<Strike> strikes() {
        return strikes;
    }
}
