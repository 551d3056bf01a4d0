package io.quadrille.observer.ledger;

/** How a run stands. */
public enum RunStatus {
    RUNNING,
    COMPLETE,
    COMPLETE_WITH_REJECTS,
    COMPLETE_WITH_DEAD_LETTERS,
    /** Nothing has happened for long, and it is not complete. */
    STALLED,
    FAILED;

    /** Whether every record has its fate. */
    public boolean isComplete() {
        return this == COMPLETE || this == COMPLETE_WITH_REJECTS || this == COMPLETE_WITH_DEAD_LETTERS;
    }
}
