package io.quadrille.loadtests.lane;

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
        List<LaneProcess> lanes = new ArrayList<>();
        try {
            for (Runner runner : runners) {
                laps.put(runner.entry().name(), new ArrayList<>());
                lanes.add(LaneProcess.start(runner, track));
            }
            for (int round = 0; round < rounds.warmUps() + rounds.counted(); round++) {
                for (int i = 0; i < lanes.size(); i++) {
                    LapResult lap = lap(lanes.get(i), runners.get(i), round);
                    if (round >= rounds.warmUps()) {
                        laps.computeIfAbsent(runners.get(i).entry().name(), name -> new ArrayList<>())
                                .add(lap);
                    }
                }
            }
        } finally {
            for (LaneProcess lane : lanes) {
                lane.close();
            }
        }
        return laps;
    }

    private LapResult lap(LaneProcess lane, Runner runner, int round) throws IOException {
        String place = round < rounds.warmUps()
                ? "warm-up " + (round + 1) + " of " + rounds.warmUps()
                : "round " + (round - rounds.warmUps() + 1) + " of " + rounds.counted();
        progress.accept(place + ": " + runner.entry().name());
        LapResult lap = lane.lap();
        WrongResult.check(runner, lap.evidence());
        return lap;
    }
}
