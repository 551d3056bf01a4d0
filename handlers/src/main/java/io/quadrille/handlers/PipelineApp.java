package io.quadrille.handlers;

/**
 * A pipeline with its handlers, as the command line and the entry points find it: an implementation named in
 * {@code META-INF/services/io.quadrille.handlers.PipelineApp}, with a public constructor without parameters.
 */
@FunctionalInterface
public interface PipelineApp {
    /** The bindings, and with them the pipeline. */
    Bindings bindings();

    /** The bindings of handlers that are told something from outside; what the stages call, once. */
    default Bindings bindings(HandlerSettings settings) {
        return bindings();
    }
}
