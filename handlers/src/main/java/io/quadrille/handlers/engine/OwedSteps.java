package io.quadrille.handlers.engine;

import io.quadrille.events.Emission;
import io.quadrille.events.Envelope;
import io.quadrille.events.Extensions;
import io.quadrille.events.pipeline.Graph;

/**
 * Whether what a retry or redrive sends is for a step to work on. Every step on a type receives it; those that owe nothing
 * acknowledge it without a word. Immutable.
 */
final class OwedSteps {
    private final Graph graph;
    private final String step;

    OwedSteps(Graph graph, String step) {
        this.graph = graph;
        this.step = step;
    }

    /**
     * Whether the step lies between the extract and a sink that is owed the records, or takes a dead letter again.
     *
     * @throws Undeliverable if the step that rejected the records is not there any more
     */
    boolean isTaken(Envelope event) {
        String owing = event.findText(Extensions.OWED).orElse(null);
        if (owing != null && graph.findNode(owing).isEmpty()) {
            throw new Undeliverable("event " + event.id() + ": step '" + owing
                    + "' is owed its records, and the pipeline has no such step any more");
        }
        boolean addressed =
                event.findText(Extensions.REDRIVE_TO).map(step::equals).orElse(true);
        return addressed && (owing == null || owing.equals(step) || isAfter(owing) || isBefore(owing));
    }

    /** Whether the step comes before the one that rejected the records of a retry. */
    boolean isBefore(Emission.Context context) {
        return context.owed() != null && isBefore(context.owed());
    }

    private boolean isBefore(String owing) {
        return graph.downstreamOf(step).stream().anyMatch(node -> node.name().equals(owing));
    }

    private boolean isAfter(String owing) {
        return graph.downstreamOf(owing).stream().anyMatch(node -> node.name().equals(step));
    }
}
