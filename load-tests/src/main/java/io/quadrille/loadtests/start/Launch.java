package io.quadrille.loadtests.start;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quadrille.loadtests.lane.Jdk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Starts commands and waits for their end. */
public final class Launch {
    private static final double NANOS = 1e9;

    private final Jdk jdk;
    private final Path root;

    /** @param root the repository, for its command */
    public Launch(Jdk jdk, Path root) {
        this.jdk = jdk;
        this.root = root;
    }

    /** A class of this command in a JVM with the launcher's flags and an archive of the JDK's own classes alone. */
    public double java(Class<?> main, String expected) throws IOException, InterruptedException {
        return seconds(
                expected,
                List.of(
                        jdk.java(),
                        "-XX:+UseParallelGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName()));
    }

    /** The {@code quadrille} command. */
    public double quadrille(String expected, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(root.resolve("quadrille").toAbsolutePath().toString());
        command.addAll(Arrays.asList(arguments));
        return seconds(expected, command);
    }

    /**
     * From before the start to after the end.
     *
     * @param expected must stand in what it prints
     * @throws IOException if it does not, or the command fails
     */
    private double seconds(String expected, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", jdk.home().toString());
        long begun = System.nanoTime();
        Process process = builder.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        int code = process.waitFor();
        double seconds = (System.nanoTime() - begun) / NANOS;
        if (code != 0 || !printed.contains(expected)) {
            throw new IOException(String.join(" ", command) + " ended with " + code + " and did not print '" + expected
                    + "' but:\n" + printed);
        }
        return seconds;
    }
}
