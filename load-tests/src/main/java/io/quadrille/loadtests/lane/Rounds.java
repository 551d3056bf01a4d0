package io.quadrille.loadtests.lane;

/**
 * How often each candidate runs.
 *
 * @param warmUps rounds before those that count
 * @param counted rounds that count
 */
public record Rounds(int warmUps, int counted) {
    /** The flow's processor time per record falls until about so many have passed: its code is compiled, a lot of it. */
    private static final long WARMING_RECORDS = 3_000_000;

    private static final int FEWEST_WARM_UPS = 2;
    private static final int MOST_WARM_UPS = 10;

    /** The rounds after which candidates are warm, the same for all of them. @param records of a lap */
    public static int warmUpsFor(long records) {
        long rounds = (WARMING_RECORDS + records - 1) / records;
        return (int) Math.max(FEWEST_WARM_UPS, Math.min(MOST_WARM_UPS, rounds));
    }

    public Rounds {
        if (warmUps < 0 || counted < 1) {
            throw new IllegalArgumentException(
                    warmUps + " warm-up rounds and " + counted + " counted ones; at least 0 and 1 are needed");
        }
    }
}
