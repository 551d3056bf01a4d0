package io.quadrille.loadtests.lane;

import io.quadrille.loadtests.source.SourceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Candidates side by side: in each round every one of them runs one lap, in turn, alone on the machine, each in a JVM
 * that lives as long as the heat. What disturbs the machine for a while therefore disturbs all of them.
 */
public final class Heat {
    private final Track track;
    private final Rounds rounds;
    private final Consumer<String> progress;

    /** @param progress told before each round which it is, and about how long the rest takes */
    public Heat(Track track, Rounds rounds, Consumer<String> progress) {
        this.track = track;
        this.rounds = rounds;
        this.progress = progress;
    }

    /**
     * Runs all rounds.
     *
     * @return the laps that count, round by round, by the candidates' names and in their order
     * @throws WrongResult if a lap did not leave what the source demands
     * @throws LaneFailed if a candidate fails
     */
    public Map<String, List<LapResult>> run(List<Runner> runners) throws IOException {
        Map<String, List<LapResult>> laps = new LinkedHashMap<>();
        Map<Runner, LaneProcess> lanes = new LinkedHashMap<>();
        int warmUps = rounds.warmUpsFor(runners.stream()
                .mapToLong(runner -> runner.warmUp().records())
                .max()
                .orElseThrow());
        RoundClock clock = new RoundClock(warmUps, rounds.counted());
        try {
            for (Runner runner : runners) {
                laps.put(runner.entry().name(), new ArrayList<>());
                lanes.put(runner, LaneProcess.start(runner.entry(), track));
            }
            while (clock.goesOn()) {
                progress.accept(clock.begin(System.nanoTime()));
                for (Map.Entry<Runner, LaneProcess> lane : lanes.entrySet()) {
                    Runner runner = lane.getKey();
                    LapResult lap =
                            lap(lane.getValue(), runner.entry(), clock.counts() ? runner.source() : runner.warmUp());
                    if (clock.counts()) {
                        laps.get(runner.entry().name()).add(lap);
                    }
                }
            }
        } finally {
            for (LaneProcess lane : lanes.values()) {
                lane.close();
            }
        }
        return laps;
    }

    private static LapResult lap(LaneProcess lane, Entry entry, SourceFile source) throws IOException {
        LapResult lap = lane.lap(source.file());
        WrongResult.check(entry, source, lap.evidence());
        return lap;
    }
}
