package io.quadrille.events.pipeline;

import static java.util.Objects.requireNonNull;

import io.quadrille.events.records.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a pipeline and what feeds each, as a run's start carries them: a deploy in mid-run changes nothing.
 *
 * @param nodes each after the one that feeds it; the first is the extract
 */
public record Graph(List<Node> nodes) {
    public Graph {
        nodes = List.copyOf(nodes);
    }

    /**
     * A step.
     *
     * @param upstream the name of the step that feeds it; null for the extract
     * @param table the table it loads; null unless it is a load
     * @param keys the table's key: partition and, if there are two, sort key; empty unless it is a load
     * @param ending whether what it emits leaves the pipeline: then it is a sink, and what it emits counts as loaded
     */
    public record Node(
            String name,
            StepKind kind,
            @Nullable String upstream,
            @Nullable String table,
            List<String> keys,
            boolean ending) {
        public Node {
            requireNonNull(name, "name");
            requireNonNull(kind, "kind");
            keys = List.copyOf(keys);
        }

        /** A step whose key is not told. */
        public Node(String name, StepKind kind, @Nullable String upstream, @Nullable String table, boolean ending) {
            this(name, kind, upstream, table, List.of(), ending);
        }

        /** Whether records end here; not a getter, which would put it on the wire. */
        public boolean sink() {
            return kind == StepKind.LOAD || ending;
        }
    }

    static Graph of(Pipeline pipeline) {
        List<Node> nodes = new ArrayList<>();
        for (Step<?, ?> step : pipeline.steps()) {
            String upstream = step.consumes()
                    .flatMap(type -> emitterOf(pipeline, type))
                    .map(Step::name)
                    .orElse(null);
            String table = step instanceof LoadStep<?> load ? load.table().name() : null;
            List<String> keys = step instanceof LoadStep<?> load ? load.table().keys() : List.of();
            boolean ending = step.emits().filter(pipeline.endings()::contains).isPresent();
            nodes.add(new Node(step.name(), step.kind(), upstream, table, keys, ending));
        }
        return new Graph(nodes);
    }

    private static Optional<Step<?, ?>> emitterOf(Pipeline pipeline, RecordType<?> type) {
        return pipeline.steps().stream()
                .filter(step -> step.emits().filter(type::equals).isPresent())
                .findFirst();
    }

    public Node extract() {
        return nodes.get(0);
    }

    public List<Node> sinks() {
        return nodes.stream().filter(Node::sink).toList();
    }

    public Optional<Node> findNode(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    /** The steps fed, directly or not, by this one, without it. */
    public List<Node> downstreamOf(String step) {
        List<String> reached = new ArrayList<>(List.of(step));
        List<Node> downstream = new ArrayList<>();
        for (Node node : nodes) {
            if (node.upstream() != null && reached.contains(node.upstream())) {
                reached.add(node.name());
                downstream.add(node);
            }
        }
        return downstream;
    }

    /** The steps that a record passes on its way through this one: those before it, itself, and those that it feeds. */
    public Graph through(String step) {
        List<Node> passed = new ArrayList<>(pathTo(step));
        passed.addAll(downstreamOf(step));
        return new Graph(nodes.stream().filter(passed::contains).toList());
    }

    /** The steps from the extract to this one, both included. */
    public List<Node> pathTo(String step) {
        List<Node> path = new ArrayList<>();
        String next = step;
        while (next != null) {
            String name = next;
            Node node = findNode(name).orElseThrow(() -> new IllegalArgumentException("no step '" + name + "'"));
            path.add(0, node);
            next = node.upstream();
        }
        return path;
    }
}
