package io.quadrille.forecast;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * How long a run takes: what begins it, what it is slowest at, and what ends it. Everything else goes on meanwhile.
 *
 * @param bounds longest first
 * @param extractOnTask whether a Fargate task reads the file, not a function
 * @param firstSeconds until the first chunk is read
 * @param lastSeconds from the last chunk read to its end at every sink
 */
public record Pace(List<Bound> bounds, boolean extractOnTask, double firstSeconds, double lastSeconds) {
    public Pace {
        bounds = bounds.stream()
                .sorted(Comparator.comparingDouble(Bound::seconds).reversed())
                .toList();
    }

    public Bound bottleneck() {
        return bounds.get(0);
    }

    public double seconds() {
        return fixedSeconds() + bottleneck().seconds();
    }

    /** What no change of the design makes shorter. */
    double fixedSeconds() {
        return firstSeconds + lastSeconds;
    }

    public Duration duration() {
        return Duration.ofMillis(Math.round(seconds() * 1000));
    }

    Bound of(Bound.Kind kind, String name) {
        return bounds.stream()
                .filter(bound -> bound.kind() == kind && bound.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
