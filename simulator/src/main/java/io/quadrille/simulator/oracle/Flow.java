package io.quadrille.simulator.oracle;

import io.quadrille.testdata.PipelineName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pipeline's steps as the oracle knows them, written down once more by hand. In the order of the definition. */
public record Flow(List<Stop> stops) {
    public Flow {
        stops = List.copyOf(stops);
    }

    /** What a step does with a record. */
    public enum Role {
        EXTRACT,
        TRANSFORM,
        FILTER,
        EXPAND,
        LOAD
    }

    /**
     * A step.
     *
     * @param before the step that feeds it; null for the extract
     * @param table what it loads; null where it loads nothing
     */
    public record Stop(String step, Role role, @Nullable String before, @Nullable String table) {}

    public static Flow of(PipelineName pipeline) {
        return new Flow(
                switch (pipeline) {
                    case CUSTOMERS ->
                        List.of(
                                new Stop("extract", Role.EXTRACT, null, null),
                                new Stop("transform", Role.TRANSFORM, "extract", null),
                                new Stop("load", Role.LOAD, "transform", "customers"));
                    case ORDERS ->
                        List.of(
                                new Stop("extract", Role.EXTRACT, null, null),
                                new Stop("keep-live", Role.FILTER, "extract", null),
                                new Stop("load-orders", Role.LOAD, "keep-live", "orders"),
                                new Stop("lines", Role.EXPAND, "keep-live", null),
                                new Stop("load-order-lines", Role.LOAD, "lines", "order_lines"));
                    case RUNWAYS ->
                        List.of(
                                new Stop("extract", Role.EXTRACT, null, null),
                                new Stop("load", Role.LOAD, "extract", "runways"));
                });
    }

    public Stop stop(String step) {
        return stops.stream()
                .filter(stop -> stop.step().equals(step))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no step '" + step + "' in " + stops));
    }

    public List<Stop> sinks() {
        return stops.stream().filter(stop -> stop.role() == Role.LOAD).toList();
    }

    /** From the extract to the step. */
    public List<Stop> pathTo(String step) {
        List<Stop> path = new ArrayList<>();
        for (String at = step; at != null; at = path.get(0).before()) {
            path.add(0, stop(at));
        }
        return path;
    }
}
