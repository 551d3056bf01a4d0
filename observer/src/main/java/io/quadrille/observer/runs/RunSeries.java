package io.quadrille.observer.runs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A run over time, in at most 64 slots however long it takes. Slots in
 * which nothing was reported are left out, so that a retry a week later costs one slot and not the resolution.
 *
 * @param slot how long each is: 250 ms or that times a power of 2
 * @param slots when each begins, ascending
 * @param steps in order of definition
 */
public record RunSeries(Duration slot, List<Instant> slots, List<StepSeries> steps) {
    public RunSeries {
        slots = List.copyOf(slots);
        steps = List.copyOf(steps);
    }

    /** @param points one per slot */
    public record StepSeries(String step, List<Point> points) {
        public StepSeries {
            points = List.copyOf(points);
        }
    }

    /**
     * What a step reported in a slot, by the time its outcomes were published. Counts are exact.
     *
     * @param chunks how many outcomes
     * @param in records consumed; for an extract, records read
     * @param out records emitted, or loaded
     * @param backlog records that wait for the step at the slot's end: emitted by the step before, and neither taken up
     *     nor dead; 0 for an extract
     * @param waiting the sum over the outcomes, right to within a factor of 2.5
     * @param working likewise
     */
    public record Point(long chunks, long in, long out, long backlog, Duration waiting, Duration working) {}
}
