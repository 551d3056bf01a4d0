package io.quadrille.loadtests.lane;

import io.quadrille.loadtests.source.SourceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Candidates side by side: in each round every one of them runs one lap, in turn, alone on the machine, each in a JVM
 * that lives as long as the heat. What disturbs the machine for a while therefore disturbs all of them. With several JVMs
 * a candidate, as no two compile alike, the rounds are run in one after another.
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
        RoundClock clock = new RoundClock(warmUps(runners), rounds.counted(), weight(runners), rounds.jvms());
        Map<String, List<LapResult>> laps = new LinkedHashMap<>();
        runners.forEach(runner -> laps.put(runner.entry().name(), new ArrayList<>()));
        List<Starter> starters = new ArrayList<>();
        try {
            while (clock.goesOn()) {
                progress.accept(clock.begin(System.nanoTime()));
                if (clock.isFirstOfJvm()) {
                    leave(starters);
                    for (Runner runner : runners) {
                        starters.add(new Starter(
                                runner,
                                LaneProcess.start(runner.entry(), track),
                                Objects.requireNonNull(laps.get(runner.entry().name()))));
                    }
                }
                for (Starter starter : starters) {
                    starter.run(clock.counts());
                }
            }
        } finally {
            leave(starters);
        }
        return laps;
    }

    /** Ends all lanes, even if one of them does not end as it should. */
    private static void leave(List<Starter> starters) throws IOException {
        IOException first = null;
        for (Starter starter : starters) {
            try {
                starter.lane().close();
            } catch (IOException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        starters.clear();
        if (first != null) {
            throw first;
        }
    }

    private int warmUps(List<Runner> runners) {
        return rounds.warmUpsFor(runners.stream()
                .mapToLong(runner -> runner.warmUp().records())
                .max()
                .orElseThrow());
    }

    private static double weight(List<Runner> runners) {
        double counted =
                runners.stream().mapToLong(runner -> runner.source().records()).sum();
        return counted
                / runners.stream()
                        .mapToLong(runner -> runner.warmUp().records())
                        .sum();
    }

    /** A runner in its lane. @param laps of its that count, so far */
    private record Starter(Runner runner, LaneProcess lane, List<LapResult> laps) {
        void run(boolean counts) throws IOException {
            SourceFile source = counts ? runner.source() : runner.warmUp();
            LapResult lap = lane.lap(source.file());
            WrongResult.check(runner.entry(), source, lap.evidence());
            if (counts) {
                laps.add(lap);
            }
        }
    }
}
