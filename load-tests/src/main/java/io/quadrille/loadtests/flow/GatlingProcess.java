package io.quadrille.loadtests.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The JVM of module onlookers, whose libraries are on no class path of a lane. It ends with its standard input, so that
 * none outlives its lane. Not thread-safe.
 */
final class GatlingProcess implements AutoCloseable {
    private static final int SECONDS_TO_SAY_A_LINE = 60;
    private static final int MOST_LINES_KEPT = 100;

    private final Process process;
    /** What it says, and nothing after its last line. */
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

    private final Deque<String> said = new ArrayDeque<>();

    private GatlingProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "what Gatling says");
        reader.setDaemon(true);
        reader.start();
    }

    /** @param folder for its log, and for preferences that it would otherwise leave in the user's home */
    static GatlingProcess start(Path folder, String url, String askers, String listeners) throws IOException {
        Path log = Files.createDirectories(folder.resolve("gatling"));
        return new GatlingProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Djava.util.prefs.userRoot=" + folder.resolve("preferences"),
                        "-Donlookers.url=" + url,
                        "-Donlookers.askers=" + askers,
                        "-Donlookers.listeners=" + listeners,
                        "-jar",
                        jar().toString(),
                        log.toString())
                .redirectErrorStream(true)
                .start());
    }

    /** Beside this module in what the launcher built. */
    private static Path jar() throws IOException {
        try {
            Path own = Path.of(GatlingProcess.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path jar = own.resolve("../../onlookers/onlookers.jar").normalize();
            if (!Files.exists(jar)) {
                throw new IOException("There is no " + jar + ". Measure with load-tests/run, which builds it.");
            }
            return jar;
        } catch (URISyntaxException e) {
            throw new IOException("where these classes come from is not a file", e);
        }
    }

    private void read() {
        try (BufferedReader out = process.inputReader(UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(Optional.of(line));
            }
        } catch (IOException e) {
            lines.add(Optional.of("its output was cut off: " + e.getMessage()));
        }
        lines.add(Optional.empty());
    }

    /** The users begin. */
    void begin() throws IOException {
        process.getOutputStream().write("begin\n".getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    /** The users finish what they are at, and leave. */
    void end() throws IOException {
        process.getOutputStream().close();
    }

    /** The rest of the next line that begins with a word. @throws IOException if it ends, or takes long, before that */
    String await(String word) throws IOException {
        try {
            for (Optional<String> line = next(); line.isPresent(); line = next()) {
                keep(line.get());
                if (line.get().equals(word) || line.get().startsWith(word + " ")) {
                    return line.get().substring(Math.min(line.get().length(), word.length() + 1));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("Gatling did not say '" + word + "' but:\n" + said());
    }

    /** Empty where there is none, or not in time. */
    private Optional<String> next() throws InterruptedException {
        Optional<String> line = lines.poll(SECONDS_TO_SAY_A_LINE, TimeUnit.SECONDS);
        return line == null ? Optional.empty() : line;
    }

    private void keep(String line) {
        said.add(line);
        if (said.size() > MOST_LINES_KEPT) {
            said.remove();
        }
    }

    /** What it said last. */
    String said() {
        return String.join("\n", said);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
