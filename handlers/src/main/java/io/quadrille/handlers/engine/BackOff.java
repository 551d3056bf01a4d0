package io.quadrille.handlers.engine;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a failed delivery stays hidden: doubling with each, up to a longest, with jitter. Thread safe, whatever the
 * random generator is.
 *
 * @param first before the second delivery
 * @param longest up to 15 minutes where a Lambda event source's queue must keep it (SQS allows 12 hours)
 */
public record BackOff(Duration first, Duration longest, RandomGenerator random) {
    private static final double LEAST_SHARE = 0.75; // with half, 16 deliveries could span 46 minutes only

    /** As deployed: 16 deliveries span more than an hour, whatever the jitter. */
    public static BackOff deployed(RandomGenerator random) {
        return new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(15), random);
    }

    /** @param receives how often the message was delivered, from 1; @return between three quarters and all of the doubled time */
    public Duration after(int receives) {
        double doubled = first.toMillis() * Math.pow(2, Math.min(receives - 1, 30));
        double most = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(Math.max(1, Math.round(most * (LEAST_SHARE + chance() * (1 - LEAST_SHARE)))));
    }

    private double chance() {
        synchronized (random) {
            return random.nextDouble();
        }
    }
}
