package io.quadrille.observer.runs;

import io.quadrille.events.pipeline.Graph;
import io.quadrille.observer.ledger.BucketSums;
import io.quadrille.observer.ledger.DeadLetter;
import io.quadrille.observer.ledger.Timeline;
import io.quadrille.observer.ledger.Timeline.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts the timelines of a run's steps side by side, in slots that all have in common. */
final class Series {
    private static final Slot NOTHING = new Slot(0, 0, 0, 0, 0);

    private final Graph graph;
    private final Map<String, Timeline> timelines = new LinkedHashMap<>();
    private final TreeSet<Long> numbers = new TreeSet<>();
    private Timeline scale = Timeline.EMPTY;

    /** @param sums by step */
    Series(Graph graph, Map<String, BucketSums> sums) {
        this.graph = graph;
        int level = 0;
        for (Graph.Node node : graph.nodes()) {
            Timeline timeline = sums.getOrDefault(node.name(), BucketSums.ZERO).timeline();
            timelines.put(node.name(), timeline);
            level = Math.max(level, timeline.level());
        }
        coarsen(level);
        while (numbers.size() > Timeline.MOST) {
            coarsen(scale.level() + 1);
        }
    }

    private void coarsen(int level) {
        scale = new Timeline(level, new TreeMap<>());
        numbers.clear();
        timelines.replaceAll((step, timeline) -> timeline.coarsenedTo(level));
        timelines.values().forEach(timeline -> numbers.addAll(timeline.slots().keySet()));
    }

    /** @param dead the dead letters that stand */
    RunSeries with(List<DeadLetter> dead) {
        List<Instant> slots = numbers.stream().map(scale::begins).toList();
        List<RunSeries.StepSeries> steps = new ArrayList<>();
        for (Graph.Node node : graph.nodes()) {
            SortedMap<Long, Long> deadAt = new TreeMap<>();
            for (DeadLetter letter : dead) {
                if (letter.fact().key().step().equals(node.name())) {
                    deadAt.merge(scale.slotOf(letter.at()), letter.fact().records(), Long::sum);
                }
            }
            steps.add(new RunSeries.StepSeries(node.name(), points(node, deadAt)));
        }
        return new RunSeries(scale.slotLength(), slots, steps);
    }

    private List<RunSeries.Point> points(Graph.Node node, SortedMap<Long, Long> deadAt) {
        SortedMap<Long, Slot> slots = slotsOf(node.name());
        SortedMap<Long, Slot> before = node.upstream() == null ? new TreeMap<>() : slotsOf(node.upstream());
        List<RunSeries.Point> points = new ArrayList<>();
        long waiting = 0;
        for (long number : numbers) {
            Slot slot = slots.getOrDefault(number, NOTHING);
            waiting += before.getOrDefault(number, NOTHING).out() - slot.in();
            long dead = deadAt.headMap(number + 1).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            points.add(new RunSeries.Point(
                    slot.chunks(),
                    slot.in(),
                    slot.out(),
                    node.upstream() == null ? 0 : Math.max(0, waiting - dead),
                    micros(slot.waitMicros()),
                    micros(slot.workMicros())));
        }
        return points;
    }

    private SortedMap<Long, Slot> slotsOf(String step) {
        Timeline timeline = timelines.get(step);
        return timeline == null ? new TreeMap<>() : timeline.slots();
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1_000);
    }
}
