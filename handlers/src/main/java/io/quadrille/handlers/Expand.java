package io.quadrille.handlers;

import java.util.List;

/** Makes any number of records of a record. Called from several threads unless bound per chunk. */
@FunctionalInterface
public interface Expand<I, O> {
    /** The most records that one record may become; beyond, it is rejected EXPANDS_TOO_FAR. */
    int MOST = 10_000;

    /** The records, in an order that is the same at every call; none counts as filtered. @throws Exception as {@link Transform#apply} */
    List<O> apply(I record) throws Exception;
}
