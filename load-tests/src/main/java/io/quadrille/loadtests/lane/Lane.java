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
 * The JVM of one candidate. Each line on its standard input asks for a lap, and is answered by one line of JSON on its
 * standard output, a {@link LapResult}; it ends with its input.
 */
public final class Lane {
    private static final OperatingSystemMXBean MACHINE =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Candidate candidate;
    private final Path file;
    private final Path folder;
    private final List<String> options;

    private Lane(Candidate candidate, Path file, Path folder, List<String> options) {
        this.candidate = candidate;
        this.file = file;
        this.folder = folder;
        this.options = options;
    }

    /** Arguments: the candidate's class, the source, a folder, then the candidate's options. */
    public static void main(String... arguments) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err); // whatever libraries print, the answers stay alone
        Lane lane = new Lane(
                candidate(arguments[0]),
                Path.of(arguments[1]),
                Path.of(arguments[2]),
                Arrays.asList(arguments).subList(3, arguments.length));
        ObjectMapper json = new ObjectMapper();
        try (BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            while (requests.readLine() != null) {
                answers.println(json.writeValueAsString(lane.lap()));
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

    private LapResult lap() throws Exception {
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
