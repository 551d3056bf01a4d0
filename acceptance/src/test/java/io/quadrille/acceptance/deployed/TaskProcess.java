package io.quadrille.acceptance.deployed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of the tasks' image, without its engine: the same command, environment and folder. */
final class TaskProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path log;

    /**
     * Starts it.
     *
     * @param command begins with {@code java}
     * @param environment all of it
     */
    TaskProcess(Jdk jdk, List<String> command, Path folder, Map<String, String> environment, Path log)
            throws IOException {
        if (!command.get(0).equals("java")) {
            throw new IllegalArgumentException("expected a command of java: " + command);
        }
        List<String> here = new ArrayList<>(command);
        here.set(0, jdk.java().toString());
        this.log = log;
        ProcessBuilder builder = new ProcessBuilder(here)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        process = builder.start();
    }

    boolean runs() {
        return process.isAlive();
    }

    /** As ECS stops a task. */
    void terminate() {
        process.toHandle().destroy(); // SIGTERM; the process itself would close its output too
    }

    /** Its exit code, once it ended. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the process did not end within " + PATIENCE_SECONDS + " seconds");
        }
        return process.exitValue();
    }

    List<String> log() throws IOException {
        return Files.readAllLines(log);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
