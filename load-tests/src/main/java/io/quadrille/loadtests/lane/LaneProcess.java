package io.quadrille.loadtests.lane;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A lane as this process sees it. Not thread-safe. */
final class LaneProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FIRST_THAT_ASKS_FOR_NATIVE_ACCESS = 24;

    private final Entry entry;
    private final Process process;
    private final BufferedWriter requests;
    private final BufferedReader answers;

    private LaneProcess(Entry entry, Process process) {
        this.entry = entry;
        this.process = process;
        this.requests = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    static LaneProcess start(Entry entry, Track track) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(track.jdk().java());
        command.add("-Xmx" + track.heap());
        command.add("-XX:+UseParallelGC");
        if (track.jdk().feature() >= FIRST_THAT_ASKS_FOR_NATIVE_ACCESS) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Lane.class.getName());
        command.add(entry.candidate().getName());
        command.add(track.folder().toString());
        command.addAll(entry.options());
        return new LaneProcess(
                entry,
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
    }

    /** A lap on a file. @throws LaneFailed if the candidate fails, as when its heap is too small */
    LapResult lap(Path file) throws IOException {
        String answer;
        try {
            requests.write(file + "\n");
            requests.flush();
            answer = answers.readLine();
        } catch (IOException e) {
            throw new LaneFailed(entry.name(), e);
        }
        if (answer == null) {
            throw new LaneFailed(entry.name(), null);
        }
        return JSON.readValue(answer, LapResult.class);
    }

    /** Ends the lane; what is under way in it is given up. */
    @Override
    public void close() throws IOException {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } finally {
            answers.close();
        }
    }
}
