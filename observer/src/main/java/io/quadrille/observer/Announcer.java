package io.quadrille.observer;

import io.quadrille.events.Fact;
import java.time.Instant;

/** Publishes what the observer finds out. */
@FunctionalInterface
public interface Announcer {
    /**
     * Puts the fact on the bus. Called again for the same fact after a failure or a crash; its event then has the same id.
     *
     * @param fact a {@link Fact.RunCompleted} or a {@link Fact.RunStalled}
     * @param sourceTime the run's source time, which every event carries; when the run was first heard of if its start is
     *     not known
     * @throws RuntimeException if it is not accepted; it is announced again when the event that led here is delivered
     *     again
     */
    void announce(Fact fact, Instant sourceTime);
}
