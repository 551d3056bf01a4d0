package io.quadrille.contracts.ledger;

import io.quadrille.events.pipeline.Graph;
import io.quadrille.events.pipeline.StepKind;
import java.util.List;

/** Graphs to test on. */
final class Graphs {
    /** extract → transform → load. */
    static final Graph LINE = new Graph(List.of(
            new Graph.Node("extract", StepKind.EXTRACT, null, null, false),
            new Graph.Node("transform", StepKind.TRANSFORM, "extract", null, false),
            new Graph.Node("load", StepKind.LOAD, "transform", "customers", false)));

    /** Two tables and an ending; an expansion before one of them. */
    static final Graph TREE = new Graph(List.of(
            new Graph.Node("extract", StepKind.EXTRACT, null, null, false),
            new Graph.Node("clean", StepKind.TRANSFORM, "extract", null, false),
            new Graph.Node("load-orders", StepKind.LOAD, "clean", "orders", false),
            new Graph.Node("lines", StepKind.EXPAND, "clean", null, false),
            new Graph.Node("load-lines", StepKind.LOAD, "lines", "lines", false),
            new Graph.Node("paid", StepKind.FILTER, "clean", null, true)));

    private Graphs() {}
}
