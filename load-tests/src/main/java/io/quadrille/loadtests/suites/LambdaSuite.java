package io.quadrille.loadtests.suites;

import io.quadrille.contracts.lambda.LambdaRuntime;
import io.quadrille.loadtests.lane.Folders;
import io.quadrille.loadtests.report.Section;
import io.quadrille.loadtests.report.Spread;
import io.quadrille.loadtests.report.Target;
import io.quadrille.loadtests.start.FirstEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A step's cold start against that of a function written by hand with the same libraries and flags. */
final class LambdaSuite implements Suite {
    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        if (!LambdaRuntime.isSupported()) {
            bench.progress().accept("first events are left out: Lambda's runtime is made for Linux on x86-64 and ARM");
            return;
        }
        Path folder = Files.createTempDirectory(bench.track().folder(), "lambda");
        List<Double> step = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        try (FirstEvents functions = new FirstEvents(bench.track().jdk(), bench.root(), folder)) {
            int counted = bench.quick() ? 1 : 2 * bench.rounds().counted();
            for (int round = bench.quick() ? 0 : -1; round < counted; round++) {
                bench.progress()
                        .accept("first events, " + (round < 0 ? "warm-up" : "round " + (round + 1) + " of " + counted));
                double ofBare = functions.bare();
                double ofStep = functions.step();
                if (round >= 0) { // the one before fills the machine's caches
                    bare.add(ofBare);
                    step.add(ofStep);
                    ratios.add(ofStep / ofBare);
                }
            }
        }
        Folders.remove(folder);
        bench.report()
                .add(new Section(
                        "first event of a function",
                        List.of(
                                new Section.Row("a bare handler", Spread.of(bare)),
                                new Section.Row("the step function", Spread.of(step)))));
        bench.report().add(Target.LAMBDA_VS_BARE, Spread.of(ratios));
    }
}
