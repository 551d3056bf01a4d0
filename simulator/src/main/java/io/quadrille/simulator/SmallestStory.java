package io.quadrille.simulator;

import java.util.List;

/**
 * A failing world, as small as it was made.
 *
 * @param records of each of its files
 * @param strikes faults that it needs
 * @param executions that finding it took
 * @param timeline what happens in it, a line each
 */
public record SmallestStory(Violation violation, int records, int strikes, int executions, List<String> timeline) {
    public SmallestStory {
        timeline = List.copyOf(timeline);
    }
}
