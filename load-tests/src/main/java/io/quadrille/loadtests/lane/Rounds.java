package io.quadrille.loadtests.lane;

/**
 * How often each candidate runs.
 *
 * @param warmUps rounds before those that count
 * @param counted rounds that count
 */
public record Rounds(int warmUps, int counted) {
    public Rounds {
        if (warmUps < 0 || counted < 1) {
            throw new IllegalArgumentException(
                    warmUps + " warm-up rounds and " + counted + " counted ones; at least 0 and 1 are needed");
        }
    }
}
