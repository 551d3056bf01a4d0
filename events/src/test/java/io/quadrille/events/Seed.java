package io.quadrille.events;

import java.util.Random;

/** The seed of a random test: printed, and given again with {@code -Dquadrille.seed=N}. */
public final class Seed {
    private Seed() {}

    /**
     * Randomness from the seed given, or the usual one.
     *
     * @param usual the seed without the system property, so that builds are repeatable
     */
    public static Random random(String test, long usual) {
        long seed = Long.getLong("quadrille.seed", usual);
        System.out.println(test + ": seed " + seed + " (rerun with -Dquadrille.seed=" + seed + ")");
        return new Random(seed);
    }
}
