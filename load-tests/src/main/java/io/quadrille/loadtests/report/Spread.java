package io.quadrille.loadtests.report;

import java.util.Arrays;
import java.util.Collection;

/** Repeated measurements of one figure: the median, and between what they lay. */
public record Spread(double median, double low, double high) {
    /** @throws IllegalArgumentException if there are none */
    public static Spread of(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no measurements to take a median of");
        }
        return new Spread(median(sorted), sorted[0], sorted[sorted.length - 1]);
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
    }

    /** Half of the distance between low and high, as a part of the median. */
    public double relative() {
        return median == 0 ? 0 : (high - low) / 2 / median;
    }
}
