package io.quadrille.loadtests.suites;

import io.quadrille.loadtests.lane.Depth;
import io.quadrille.loadtests.lane.Evidence;
import io.quadrille.loadtests.lane.LapResult;
import io.quadrille.loadtests.report.Section;
import io.quadrille.loadtests.report.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The laps of a heat, by candidate and round. */
record Laps(Map<String, List<LapResult>> byName) {
    private List<LapResult> of(String name) {
        List<LapResult> laps = byName.get(name);
        if (laps == null) {
            throw new IllegalArgumentException("'" + name + "' did not take part; there were " + byName.keySet());
        }
        return laps;
    }

    /** How many times as many records a second one handles as another, round by round. */
    Spread speed(String candidate, String against) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < of(candidate).size(); round++) {
            ratios.add(of(candidate).get(round).recordsPerSecond()
                    / of(against).get(round).recordsPerSecond());
        }
        return Spread.of(ratios);
    }

    Section section(String title) {
        return new Section(
                title,
                byName.entrySet().stream()
                        .map(candidate -> row(candidate.getKey(), candidate.getValue()))
                        .toList());
    }

    private static Section.Row row(String name, List<LapResult> laps) {
        Evidence last = laps.get(laps.size() - 1).evidence();
        return new Section.Row(
                name,
                Spread.of(laps.stream().map(LapResult::seconds).toList()),
                last.records(),
                resources(laps),
                last.note());
    }

    private static Section.Resources resources(List<LapResult> laps) {
        Depth depth = laps.stream().map(lap -> lap.evidence().depth()).reduce(Depth.NONE, Depth::or);
        return new Section.Resources(
                Spread.of(laps.stream().map(LapResult::cpuSeconds).toList()).median(),
                laps.stream().mapToLong(LapResult::peakHeapBytes).max().orElse(0),
                depth.messages(),
                depth.bytes());
    }
}
