package io.quadrille.loadtests.lane;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The JVM of one candidate. Each line on its standard input is the file of a lap, and is answered by one line of JSON on
 * its standard output, a {@link LapResult}; it ends with its input.
 */
public final class Lane {
    private static final OperatingSystemMXBean MACHINE =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Candidate candidate;
    private final Path folder;
    private final List<String> options;

    private Lane(Candidate candidate, Path folder, List<String> options) {
        this.candidate = candidate;
        this.folder = folder;
        this.options = options;
    }

    /** Arguments: the candidate's class, a folder, then the candidate's options. */
    public static void main(String... arguments) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err); // whatever libraries print, the answers stay alone
        Lane lane = new Lane(
                candidate(arguments[0]),
                Path.of(arguments[1]),
                Arrays.asList(arguments).subList(2, arguments.length));
        ObjectMapper json = new ObjectMapper();
        try (BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            for (String file = requests.readLine(); file != null; file = requests.readLine()) {
                answers.println(json.writeValueAsString(lane.lap(Path.of(file))));
            }
        }
        // Not at the pace of what libraries leave running.
        Runtime.getRuntime().halt(0);
    }

    private static Candidate candidate(String className) throws ReflectiveOperationException {
        return Class.forName(className)
                .asSubclass(Candidate.class)
                .getDeclaredConstructor()
                .newInstance();
    }

    private LapResult lap(Path file) throws Exception {
        Path own = Files.createTempDirectory(folder, "lap");
        try (Lap lap = candidate.prepare(new Course(file, own, options))) {
            HeapPeak heap = HeapPeak.begin();
            long cpuBegun = MACHINE.getProcessCpuTime();
            long begun = System.nanoTime();
            lap.run();
            long nanos = System.nanoTime() - begun;
            long cpuNanos = MACHINE.getProcessCpuTime() - cpuBegun;
            return new LapResult(nanos, cpuNanos, heap.bytes(), lap.evidence());
        } finally {
            Folders.remove(own);
        }
    }
}
