package io.quadrille.loadtests.suites;

import io.quadrille.loadtests.report.Section;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A JVM whose first suite is done and whose second never is. */
final class CutOffCommand {
    private CutOffCommand() {}

    /** Arguments: a folder for what laps write, then whether to print JSON. */
    public static void main(String... arguments) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        SuiteRunTest.run(
                Path.of(arguments[0]),
                new PrintWriter(System.out),
                Boolean.parseBoolean(arguments[1]),
                List.of(bench -> bench.report().add(new Section("first", List.of())), bench -> {
                    System.err.println("second");
                    never.await();
                }));
    }
}
