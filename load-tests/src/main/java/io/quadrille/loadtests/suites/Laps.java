package io.quadrille.loadtests.suites;

import io.quadrille.loadtests.lane.Answers;
import io.quadrille.loadtests.lane.Depth;
import io.quadrille.loadtests.lane.Evidence;
import io.quadrille.loadtests.lane.LapResult;
import io.quadrille.loadtests.report.Requests;
import io.quadrille.loadtests.report.Section;
import io.quadrille.loadtests.report.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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

    /** What was asked while a candidate's laps went on, by its kind. */
    List<Requests> requests(String candidate) {
        Map<String, List<Answers>> byRequest = new LinkedHashMap<>();
        for (LapResult lap : of(candidate)) {
            for (Answers each : lap.evidence().answers()) {
                byRequest
                        .computeIfAbsent(each.request(), request -> new ArrayList<>())
                        .add(each);
            }
        }
        List<Requests> requests = new ArrayList<>();
        byRequest.forEach((request, laps) -> requests.add(requests(request, laps)));
        return requests;
    }

    private static Requests requests(String request, List<Answers> laps) {
        return new Requests(
                request,
                laps.stream().mapToLong(Answers::asked).sum(),
                laps.stream().mapToLong(Answers::failed).sum(),
                spread(laps, Answers::perSecond),
                spread(laps, Answers::medianMillis),
                spread(laps, Answers::p95Millis),
                spread(laps, Answers::p99Millis),
                laps.stream().mapToDouble(Answers::mostMillis).max().orElse(0));
    }

    private static Spread spread(List<Answers> laps, Function<Answers, Double> figure) {
        return Spread.of(laps.stream().map(figure).toList());
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
