package io.quadrille.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quadrille.testdata.GeneratedFile;
import io.quadrille.testdata.Generator;
import io.quadrille.testdata.PipelineName;
import io.quadrille.testdata.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process killed at any moment loses nothing and counts nothing twice: real processes, kill -9. */
class KillTest {
    private static final int RECORDS = 200_000;
    private static final int KILLS = 10;
    /** Moments after the start of a process: some before its first chunk, some in the midst of its work. */
    private static final int EARLIEST_MILLIS = 200;

    private static final int LATEST_MILLIS = 3_500;

    @TempDir
    Path folder;

    @Test
    void run_killed_ten_times_ends_as_if_it_had_never_been() throws Exception {
        long seed = Long.getLong("quadrille.seed", System.nanoTime());
        System.out.println("kill moments from -Dquadrille.seed=" + seed);
        SplittableRandom moments = new SplittableRandom(seed);
        GeneratedFile file = Generator.generate(
                Recipe.of(PipelineName.ORDERS, RECORDS, 11).dirt(2).duplicates(2), folder.resolve("orders.csv"));
        int homes = 1;
        int kills = 0;
        while (kills < KILLS) {
            if (isKilled(file.path(), homes, moments.nextInt(EARLIEST_MILLIS, LATEST_MILLIS))) {
                kills++;
            } else {
                homes++; // it came to its end before the kill: the next begins anew
            }
        }
        for (int home = 1; home <= homes; home++) {
            Cli cli = new Cli(Files.createDirectories(folder.resolve("stage" + home)));
            JsonNode report = cli.run(file.path(), "--pipeline=orders");
            assertThat(report.get("attempt").intValue()).isEqualTo(1);
            ExpectedRun.requireEqual(cli, report, file.expected());
        }
    }

    /** @return false if it came to its end before */
    private boolean isKilled(Path file, int home, int millis) throws IOException, InterruptedException {
        Path stage = Files.createDirectories(folder.resolve("stage" + home));
        Process run = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run",
                        file.toString(),
                        "--pipeline=orders",
                        "--home=" + stage.resolve("home"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (run.waitFor(millis, TimeUnit.MILLISECONDS)) {
            assertThat(run.exitValue()).isZero();
            return false;
        }
        run.destroyForcibly();
        run.waitFor();
        return true;
    }
}
