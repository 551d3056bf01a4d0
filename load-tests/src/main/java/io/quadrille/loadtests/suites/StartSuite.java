package io.quadrille.loadtests.suites;

import io.quadrille.loadtests.lane.Folders;
import io.quadrille.loadtests.lane.Rounds;
import io.quadrille.loadtests.report.Section;
import io.quadrille.loadtests.report.Spread;
import io.quadrille.loadtests.report.Target;
import io.quadrille.loadtests.source.SourceFile;
import io.quadrille.loadtests.start.Launch;
import io.quadrille.loadtests.start.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long a command takes that has little to do, against a JVM that prints a line. */
final class StartSuite implements Suite {
    private static final String JVM = "a bare JVM that prints a line";
    private static final String VERSION = "./quadrille --version";
    private static final String RUN = "./quadrille run, 10 records";
    /** Each is short, so that more of them than of laps are affordable, and needed. */
    private static final int TIMES = 4;

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        SourceFile ten = bench.file(10, bench.keys());
        Launch launch = new Launch(bench.track().jdk(), bench.root());
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        Rounds rounds = bench.rounds();
        int counted = bench.quick() ? 1 : TIMES * rounds.counted();
        for (int round = -1; round < counted; round++) {
            bench.progress().accept("start-up, " + (round < 0 ? "warm-up" : "round " + (round + 1) + " of " + counted));
            Path home = Files.createTempDirectory(bench.track().folder(), "home");
            double jvm = launch.java(Line.class, Line.TEXT);
            double version = launch.quadrille("quadrille ", "--version");
            double run = launch.quadrille(
                    "10 records loaded",
                    "run",
                    "--pipeline",
                    "customers",
                    "--home",
                    home.toString(),
                    ten.file().toString());
            Folders.remove(home);
            if (round >= 0) { // the first fills the caches, and builds the launcher's archive
                seconds.computeIfAbsent(JVM, name -> new ArrayList<>()).add(jvm);
                seconds.computeIfAbsent(VERSION, name -> new ArrayList<>()).add(version);
                seconds.computeIfAbsent(RUN, name -> new ArrayList<>()).add(run);
            }
        }
        report(bench, seconds);
    }

    private static void report(Bench bench, Map<String, List<Double>> seconds) {
        List<Section.Row> rows = new ArrayList<>();
        seconds.forEach((name, each) -> rows.add(new Section.Row(name, Spread.of(each))));
        bench.report().add(new Section("start-up", rows));
        bench.report().add(Target.VERSION_VS_JVM, times(seconds, VERSION));
        bench.report().addOther("run_of_ten_vs_jvm", times(seconds, RUN));
    }

    /** How many times as long as the bare JVM, round by round. */
    private static Spread times(Map<String, List<Double>> seconds, String name) {
        List<Double> of = seconds.getOrDefault(name, List.of());
        List<Double> jvm = seconds.getOrDefault(JVM, List.of());
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < of.size(); round++) {
            ratios.add(of.get(round) / jvm.get(round));
        }
        return Spread.of(ratios);
    }
}
