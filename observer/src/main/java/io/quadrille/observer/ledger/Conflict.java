package io.quadrille.observer.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Two facts that cannot both be, or one that does not add up: it leaves a run unbalanced and is never added up itself.
 *
 * @param step where; null where it is the run as a whole
 * @param message names the chunk and what disagrees
 */
public record Conflict(Kind kind, @Nullable String step, String message) {
    /** What disagrees. */
    public enum Kind {
        /** Two outcomes of one chunk at one step. */
        TWO_OUTCOMES,
        /** Two sets of rejects of one chunk at one step, or not as many as its outcome counts. */
        REJECTS_DIFFER,
        /** Two dead letters of one chunk at one step with different numbers of records. */
        DEAD_LETTERS_DIFFER,
        /** An outcome that does not give each record it consumed one fate. */
        OUTCOME_UNBALANCED,
        /** A step that did not consume what the step before it emitted. */
        FLOW_BROKEN,
        /** Closing totals that are told in two ways. */
        TOTALS_DIFFER,
        /** A chunk beyond those that the closing totals know. */
        BEYOND_THE_END,
        /** An outcome of a step that the run's graph does not have. */
        UNKNOWN_STEP
    }

    public static Conflict atChunk(Kind kind, String step, int chunk, String what) {
        return new Conflict(kind, step, step + ", chunk " + chunk + ": " + what);
    }

    public static Conflict ofRun(Kind kind, String what) {
        return new Conflict(kind, null, what);
    }
}
