package io.quadrille.local.stage;

import io.quadrille.handlers.engine.BackOff;
import io.quadrille.handlers.ports.Scheduler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Time and chance on a stage: real, or virtual under a seed. */
public record StageTime(Scheduler scheduler, InstantSource clock, RandomGenerator random) {
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(100);
    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(15);

    /** Begins shorter than on AWS, where the shortest visibility is a second: nobody else is waited for here. */
    BackOff backOff() {
        return new BackOff(FIRST_BACK_OFF, LONGEST_BACK_OFF, random);
    }
}
