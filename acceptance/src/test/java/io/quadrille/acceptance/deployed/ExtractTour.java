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

    private final String run;
    private final List<String> log = new ArrayList<>();
    private final Map<String, String> first;
    private final Map<String, String> second;
    private final int stoppedExit;
    private final int endedExit;
    private final List<String> bodies = new ArrayList<>();

    /** @param run as the arrivals named it to ECS */
    ExtractTour(Ground ground, Jdk jdk, Map<String, String> overrides, String run)
            throws IOException, InterruptedException {
        this.run = run;
        String family = Ground.DEPLOYMENT.queue(EntryPoint.EXTRACT.entryName());
        Map<String, String> environment = new TreeMap<>(image().environment());
        environment.putAll(
                ground.environment("extract-task", ground.template().container(family).environment()));
        environment.putAll(overrides);
        environment.put(Setting.RUN.variable(), run);
        String queue = Ground.DEPLOYMENT.queue("transform");
        try (TaskProcess task =
                new TaskProcess(jdk, image().command(), ground.task(), environment, ground.log("extract-task"))) {
            while (task.runs() && ground.waiting(queue) == 0) {
                Thread.onSpinWait();
            }
            task.terminate();
            stoppedExit = task.awaitEnd();
            log.addAll(task.log());
        }
        first = ids(ground.receiveAll(queue));
        try (TaskProcess task =
                new TaskProcess(jdk, image().command(), ground.task(), environment, ground.log("extract-task"))) {
            endedExit = task.awaitEnd();
            log.addAll(task.log());
        }
        List<Message> all = ground.receiveAll(queue);
        second = ids(all);
        for (Message message : all) { // for those who work on them
            ground.send(queue, message.body());
            bodies.add(message.body());
        }
    }

    static Dockerfile image() throws IOException {
        return Dockerfile.read(Path.of("../infra/Dockerfile"));
    }

    /** The events' data, or where it lies, by their ids. */
    private static Map<String, String> ids(List<Message> messages) throws IOException {
        Map<String, String> ids = new TreeMap<>();
        for (Message message : messages) {
            JsonNode event = JSON.readTree(message.body()).path("detail");
            ids.put(
                    event.path("id").asText(),
                    event.has("dataref")
                            ? event.path("dataref").asText()
                            : event.path("data").toString());
        }
        return ids;
    }

    String run() {
        return run;
    }

    /** What the interrupted task published for the next step, by id. */
    Map<String, String> published() {
        return first;
    }

    /** What the task that took it up published for the next step, by id. */
    Map<String, String> publishedAfterwards() {
        return second;
    }

    int stoppedExit() {
        return stoppedExit;
    }

    int endedExit() {
        return endedExit;
    }

    List<String> log() {
        return log;
    }

    /** A chunk of the file, as the bus delivered it. */
    String aChunk() {
        return bodies.get(0);
    }
}
