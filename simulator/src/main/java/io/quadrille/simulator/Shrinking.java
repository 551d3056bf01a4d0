package io.quadrille.simulator;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a failing world as small as it will go while the same invariant is violated: fewer kinds of faults, then fewer
 * strikes (delta debugging; Zeller and Hildebrandt 2002), then fewer records.
 */
final class Shrinking {
    private static final int MOST_EXECUTIONS = 400;
    private static final int LEAST_RECORDS = 2;

    private final Execution execution;
    private final long seed;
    private final Invariant violated;
    private Limits limits;
    private List<Long> strikes;
    private int executions;

    private Shrinking(Execution execution, WorldReport failed, Limits limits, Invariant violated) {
        this.execution = execution;
        this.seed = failed.plan().seed();
        this.violated = violated;
        this.limits = limits;
        this.strikes = keys(failed);
    }

    /** The smallest story found of a world that failed. */
    static SmallestStory of(Execution execution, WorldReport failed, Limits limits, Violation violation) {
        Shrinking shrinking = new Shrinking(execution, failed, limits, violation.invariant());
        shrinking.dropKinds();
        shrinking.dropStrikes();
        shrinking.dropRecords(failed.plan().records());
        return shrinking.tell(violation);
    }

    private void dropKinds() {
        for (Fault fault : Fault.values()) {
            if (limits.faults().contains(fault)) {
                Limits fewer = limits.without(fault);
                WorldReport report = run(fewer, null);
                if (fails(report)) {
                    limits = fewer;
                    strikes = keys(report);
                }
            }
        }
    }

    private void dropStrikes() {
        int parts = 2;
        while (!strikes.isEmpty() && executions < MOST_EXECUTIONS) {
            int size = Math.max(1, strikes.size() / parts);
            boolean dropped = false;
            for (int from = 0; from < strikes.size() && !dropped; from += size) {
                List<Long> rest = new ArrayList<>(strikes);
                rest.subList(from, Math.min(strikes.size(), from + size)).clear();
                if (fails(run(limits, rest))) {
                    strikes = rest;
                    parts = Math.max(2, parts - 1);
                    dropped = true;
                }
            }
            if (!dropped && size == 1) {
                return;
            }
            parts = dropped ? parts : Math.min(strikes.size(), parts * 2);
        }
    }

    private void dropRecords(int records) {
        for (int fewer = LEAST_RECORDS; fewer < records && executions < MOST_EXECUTIONS; fewer *= 2) {
            if (fails(run(limits.mostRecords(fewer), strikes))) {
                limits = limits.mostRecords(fewer);
                return;
            }
        }
    }

    private SmallestStory tell(Violation violation) {
        List<String> lines = new ArrayList<>();
        WorldReport last = execution.run(seed, limits, Set.copyOf(strikes), lines::add);
        Violation told = last.violation();
        return new SmallestStory(
                told == null ? violation : told,
                last.plan().records(),
                strikes.size(),
                executions,
                told == null
                        ? List.of("(it did not fail again: this is a fault of the simulator)")
                        : Timeline.shorten(lines));
    }

    /** @param only null for all that strike */
    private WorldReport run(Limits within, @Nullable List<Long> only) {
        executions++;
        return execution.run(seed, within, only == null ? null : Set.copyOf(only), null);
    }

    private boolean fails(WorldReport report) {
        return report.violation() != null && report.violation().invariant() == violated;
    }

    private static List<Long> keys(WorldReport report) {
        Set<Long> keys = new LinkedHashSet<>();
        report.strikes().forEach(strike -> keys.add(strike.key()));
        return new ArrayList<>(keys);
    }
}
