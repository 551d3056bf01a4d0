package io.quadrille.acceptance.deployed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.deployment.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.sqs.model.Message;

/** An extract task that is told to stop in the middle of a file, and one that takes it up. */
final class ExtractTour {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Ground ground;
    private final Jdk jdk;
    private final String run;
    private final Map<String, String> environment;
    private final List<String> log = new ArrayList<>();
    private final List<Map<String, String>> published = new ArrayList<>();
    private final List<Integer> exits = new ArrayList<>();
    private final Map<Integer, String> chunks = new TreeMap<>();

    /** @param run as the arrivals named it to ECS */
    ExtractTour(Ground ground, Jdk jdk, Map<String, String> overrides, String run) throws IOException {
        this.ground = ground;
        this.jdk = jdk;
        this.run = run;
        String family = Ground.DEPLOYMENT.queue(EntryPoint.EXTRACT.entryName());
        environment = new TreeMap<>(image().environment());
        environment.putAll(ground.environment(
                EntryPoint.EXTRACT.entryName(),
                ground.template().container(family).environment()));
        environment.putAll(overrides);
        environment.values().removeIf(String::isEmpty);
        environment.put(Setting.RUN.variable(), run);
    }

    static Dockerfile image() throws IOException {
        return Dockerfile.read(Path.of("../infra/Dockerfile"));
    }

    /** Stops it once a chunk of it is on the bus. */
    void stopInTheMiddle() throws IOException, InterruptedException {
        String queue = Ground.DEPLOYMENT.queue("transform");
        try (TaskProcess task = start()) {
            while (task.runs() && ground.waiting(queue) == 0) {
                Thread.onSpinWait();
            }
            task.terminate();
            end(task);
        }
    }

    /** Runs it to its end. */
    void takeUp() throws IOException, InterruptedException {
        try (TaskProcess task = start()) {
            end(task);
        }
    }

    private TaskProcess start() throws IOException {
        return new TaskProcess(jdk, image().command(), ground.task(), environment, ground.log("extract-task"));
    }

    private void end(TaskProcess task) throws IOException, InterruptedException {
        exits.add(task.awaitEnd());
        log.addAll(task.log());
        Map<String, String> dataById = new TreeMap<>();
        for (Message message : ground.receiveAll(Ground.DEPLOYMENT.queue("transform"))) {
            JsonNode event = JSON.readTree(message.body()).path("detail");
            dataById.put(event.path("id").asText(), event.path("datahash").asText());
            chunks.put(event.path("chunk").asInt(), message.body());
        }
        published.add(dataById);
    }

    String run() {
        return run;
    }

    /** What each task published for the next step: the hashes of the events' data by the events' ids. */
    List<Map<String, String>> published() {
        return published;
    }

    /** The exit code of each task. */
    List<Integer> exits() {
        return exits;
    }

    List<String> log() {
        return log;
    }

    /** The first chunk of the file, as the bus delivered it. */
    String firstChunk() {
        return chunks.get(0);
    }

    /** The second, once the file has been read. */
    String secondChunk() {
        return chunks.get(1);
    }
}
