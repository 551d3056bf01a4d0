package io.quadrille.observer.runs;

import static io.quadrille.observer.runs.Words.counted;
import static io.quadrille.observer.runs.Words.grouped;
import static io.quadrille.observer.runs.Words.measured;

import io.quadrille.events.pipeline.Graph;
import io.quadrille.observer.runs.Bottleneck.Kind;
import io.quadrille.observer.runs.RunSeries.Point;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the step that a run waits for: the one before which most records waited, on the average over time, as long as that
 * is a chunk or more. Where nothing piled up in that time it is the one whose chunks waited longer than they were worked
 * on, and else the source.
 */
final class Bottlenecks {
    private final Graph graph;
    private final Map<String, StepReport> reports = new HashMap<>();
    private final Map<String, List<Point>> points = new HashMap<>();
    private final boolean ended;

    /** @param ended whether nothing more happens, so that it is told in the past tense */
    Bottlenecks(Graph graph, List<StepReport> reports, RunSeries series, boolean ended) {
        this.graph = graph;
        this.ended = ended;
        reports.forEach(report -> this.reports.put(report.step(), report));
        series.steps().forEach(step -> points.put(step.step(), step.points()));
    }

    /** Null until a step has an outcome. */
    @Nullable
    Bottleneck find() {
        if (graph.nodes().isEmpty() || report(graph.extract().name()).chunks() == 0) {
            return null;
        }
        List<String> fed = graph.nodes().stream()
                .filter(node -> node.upstream() != null)
                .map(Graph.Node::name)
                .toList();
        Optional<String> most = fed.stream().max(Comparator.comparingDouble(this::meanBacklog));
        if (most.isPresent() && meanBacklog(most.get()) >= recordsOfChunk()) {
            return new Bottleneck(most.get(), Kind.BACKLOG, piledUp(most.get()));
        }
        Optional<String> slowest = fed.stream()
                .filter(step -> report(step).chunks() > 0)
                .max(Comparator.comparing(step -> report(step).waiting().p50()));
        if (slowest.isPresent() && waitsLongerThanItWorks(slowest.get())) {
            return new Bottleneck(slowest.get(), Kind.BACKLOG, "a chunk " + waits(slowest.get()));
        }
        return new Bottleneck(
                graph.extract().name(),
                Kind.READING,
                "all " + (ended ? "kept" : "keep") + " up with "
                        + graph.extract().name() + " as it " + (ended ? "read" : "reads") + " the source");
    }

    private boolean waitsLongerThanItWorks(String step) {
        StepReport report = report(step);
        return report.waiting().p50().compareTo(report.working().p50()) > 0;
    }

    private String piledUp(String step) {
        long peak = points(step).stream().mapToLong(Point::backlog).max().orElse(0);
        long now = report(step).backlog();
        String records = ended || now == 0
                ? "up to " + counted(peak, "record") + " waited for it"
                : grouped(now)
                        + (now == 1 ? " record waits for it" : " records wait for it")
                        + (grows(step) ? ", and more come than go" : "");
        return records
                + (report(step).chunks() == 0
                        ? "; it has not ended a chunk" + (ended ? "" : " yet")
                        : "; a chunk " + waits(step))
                + after(step);
    }

    private String waits(String step) {
        StepReport report = report(step);
        return (ended ? "waited " : "waits ") + measured(report.waiting().p50()) + " for "
                + measured(report.working().p50()) + " of work";
    }

    private String after(String step) {
        List<Graph.Node> after = graph.downstreamOf(step);
        if (after.isEmpty()) {
            return "";
        }
        List<String> busy = after.stream()
                .map(Graph.Node::name)
                .filter(name -> meanBacklog(name) >= recordsOfChunk())
                .toList();
        if (busy.isEmpty()) {
            return after.size() == 1
                    ? ", while " + after.get(0).name() + " after it " + (ended ? "had" : "has") + " nothing to do"
                    : ", while the steps after it " + (ended ? "had" : "have") + " nothing to do";
        }
        return ", and fewer for " + String.join(", ", busy) + " after it";
    }

    private boolean grows(String step) {
        List<Point> points = points(step);
        int back = Math.max(1, points.size() / 4);
        return points.size() > back
                && points.get(points.size() - 1).backlog()
                        > points.get(points.size() - 1 - back).backlog();
    }

    /** Dead letters wait for nothing. */
    private double meanBacklog(String step) {
        long dead = report(step).deadLettered();
        return points(step).stream()
                .mapToLong(point -> Math.max(0, point.backlog() - dead))
                .average()
                .orElse(0);
    }

    private double recordsOfChunk() {
        StepReport extract = report(graph.extract().name());
        return Math.max(1, (double) extract.counts().in() / extract.chunks());
    }

    private StepReport report(String step) {
        StepReport report = reports.get(step);
        if (report == null) {
            throw new IllegalArgumentException("no step '" + step + "'");
        }
        return report;
    }

    private List<Point> points(String step) {
        return points.getOrDefault(step, List.of());
    }
}
