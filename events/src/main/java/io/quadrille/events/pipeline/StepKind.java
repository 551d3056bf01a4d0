package io.quadrille.events.pipeline;

/** What a step does with the records it is fed. */
public enum StepKind {
    /** Reads a source into records. */
    EXTRACT,
    /** Makes one record of each. */
    TRANSFORM,
    /** Passes some records on. */
    FILTER,
    /** Makes any number of records of each. */
    EXPAND,
    /** Writes each record to a table. */
    LOAD
}
