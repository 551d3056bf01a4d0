package io.quadrille.handlers;

/** Says which records go on. Called from several threads unless bound per chunk. */
@FunctionalInterface
public interface Filter<I> {
    /** Whether the record goes on; otherwise it counts as filtered. @throws Exception as {@link Transform#apply} */
    boolean keep(I record) throws Exception;
}
