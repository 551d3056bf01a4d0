package io.quadrille.observer.api;

import io.quadrille.events.RunKey;
import org.jspecify.annotations.Nullable;

/**
 * Mends runs: the operator, as the API asks it. The observer itself changes nothing. Thread safe.
 *
 * <p>Failures are exceptions with a sentence, which the API's list of known failures names.
 */
public interface Amendments {
    /** What may be done to a run. */
    enum Action {
        /** Rejected records are sent again. */
        RETRY,
        /** Dead letters are sent again. */
        REDRIVE,
        /** Events that were kept are published again. */
        REPUBLISH
    }

    /**
     * What is wished for.
     *
     * @param code which rejects to retry; null for all
     * @param step which step's dead letters to redrive, or from which step on to republish; null for all
     */
    record Order(Action action, RunKey run, @Nullable String code, @Nullable String step) {}

    /**
     * What would be sent, or is.
     *
     * @param records how many
     * @param chunks how many events they travel in; null where that is not known before
     * @param sentence for people, such as {@code 198 rejected records of customers.csv are sent again to load}
     */
    record Sending(long records, @Nullable Integer chunks, String sentence) {}

    /** What the order would send; changes nothing. */
    Sending preview(Order order);

    /**
     * Does it, or begins to: the result shows in the run.
     *
     * @param key the client's own for this order, such as a UUID: the same one again does it once
     */
    Sending begin(Order order, String key);
}
