package io.quadrille.observer.operator;

/** How a run is mended. */
public enum Action {
    /** Rejected records are read from the source again and sent once more. */
    RETRY,
    /** Dead letters are sent once more, each to the step that gave it up. */
    REDRIVE,
    /** Events that were captured or archived are put on the live bus once more; what is known already counts nothing. */
    REPUBLISH
}
