package io.quadrille.loadtests.lane;

import org.jspecify.annotations.Nullable;

/**
 * How often each candidate runs.
 *
 * @param warmUps rounds before those that count; null for as many as make {@value #WARMING_RECORDS} records, from
 *     {@value #FEWEST_WARM_UPS} to {@value #MOST_WARM_UPS}
 * @param counted rounds that count, in each of its JVMs
 * @param jvms of each candidate, one after another, each with its own warm-up
 */
public record Rounds(@Nullable Integer warmUps, int counted, int jvms) {
    /** The flow's time per record falls until about so many have passed: its code is compiled, a lot of it. */
    static final long WARMING_RECORDS = 16_000_000;

    static final int FEWEST_WARM_UPS = 2;
    static final int MOST_WARM_UPS = 16;

    public Rounds {
        if (warmUps != null && warmUps < 0 || counted < 1 || jvms < 1) {
            throw new IllegalArgumentException(warmUps + " warm-up rounds, " + counted + " counted ones and " + jvms
                    + " JVMs; at least 0, 1 and 1 are needed");
        }
    }

    /** In one JVM. */
    public Rounds(@Nullable Integer warmUps, int counted) {
        this(warmUps, counted, 1);
    }

    /** Those before the ones that count, the same for all candidates of a heat. @param records of its largest lap */
    int warmUpsFor(long records) {
        if (warmUps != null) {
            return warmUps;
        }
        long rounds = (WARMING_RECORDS + records - 1) / records;
        return (int) Math.max(FEWEST_WARM_UPS, Math.min(MOST_WARM_UPS, rounds));
    }
}
