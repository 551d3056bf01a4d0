package io.quadrille.acceptance.deployed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quadrille.acceptance.deployed.IamActions.Call;
import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.deployment.Setting;
import io.quadrille.events.pipeline.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * One walk through a deployment: every entry point is started once from the package, as the template says, and given what
 * it has to handle, good and bad, as its queues and AWS hand it over. What came of it is kept for the tests to judge.
 */
final class Tour implements AutoCloseable {
    /** A sensitive value, which nothing may show. */
    static final String CANARY = "canary-4711@example.org";
    /** A street, which is a record's all the same. */
    static final String STREET = "Kanarienvogelweg";

    static final String POISON = "{\"" + CANARY + "\": \"is no event\"}";
    static final int SMALL_RECORDS = 40;
    static final int LARGE_RECORDS = 2500;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Deployment DEPLOYED = Ground.DEPLOYMENT;
    /** So that a small file is large and a chunk is a claim check; all else is the template's. */
    private static final Map<String, String> LIMITS =
            Map.of(Setting.MAX_EVENT_BYTES.variable(), "4096", Setting.TASK_FROM_BYTES.variable(), "20000");

    private static final Map<String, String> IMPATIENT = Map.of(Setting.STALLED_AFTER.variable(), "PT0S");

    private final Ground ground = new Ground();
    private final Jdk jdk = Jdk.current();
    private final Map<String, LambdaProcess> functions = new LinkedHashMap<>();
    private final Map<String, Handled> handled = new LinkedHashMap<>();
    private final Map<String, List<String>> logs = new TreeMap<>();
    private final ExtractTour extract;
    private int worker = -1;

    Tour() throws Exception {
        try {
            for (String name : List.of("arrival", "step transform", "step load", "observer", "dead-letters")) {
                functions.put(name, ground.start(jdk, name, LIMITS));
            }
            functions.put("watchdog", ground.start(jdk, "watchdog", IMPATIENT));
            arrivals();
            steps();
            extract = new ExtractTour(ground, jdk, LIMITS, launchedRun());
            logs.put("extract-task", extract.log());
            worker();
            watchdog();
            observer();
            deadLetters();
            observer();
            lateArrivals();
            for (Map.Entry<String, LambdaProcess> function : functions.entrySet()) {
                function.getValue().close();
                logs.put(function.getKey(), function.getValue().log().lines().toList());
            }
        } catch (Exception | Error e) {
            close();
            throw e;
        }
    }

    /**
     * A batch and what a function answered.
     *
     * @param sent the messages' ids by their bodies
     * @param failed the ids that the answer names
     */
    record Handled(Map<String, String> sent, Set<String> failed, RuntimeApi.Answer answer) {}

    private Handled give(String what, String function, String queue, List<Message> messages) throws Exception {
        RuntimeApi.Answer answer = functions.get(function).invoke(Ground.sqsEvent(queue, messages));
        Map<String, String> sent = new LinkedHashMap<>();
        messages.forEach(message -> sent.put(message.body(), message.messageId()));
        Set<String> failed = new TreeSet<>();
        for (JsonNode failure : JSON.readTree(answer.body()).path("batchItemFailures")) {
            failed.add(failure.path("itemIdentifier").asText());
        }
        Handled made = new Handled(sent, failed, answer);
        handled.put(what, made);
        return made;
    }

    private Handled give(String what, String function, String queue, String... bodies) throws Exception {
        for (String body : bodies) {
            ground.send(queue, body);
        }
        return give(what, function, queue, ground.receiveAll(queue));
    }

    private void arrivals() throws Exception {
        String queue = DEPLOYED.queue(EntryPoint.ARRIVAL.entryName());
        ground.drop("landing/small.csv", file(SMALL_RECORDS) + "x,1,Wrong,Town,1,x@example.org\n");
        give("a dropped file", "arrival", queue);
        give(
                "bad arrivals",
                "arrival",
                queue,
                POISON,
                Ground.recorded(
                        "s3-object-created.json",
                        "bucket",
                        ground.landingBucket(),
                        "key",
                        "landing/readme.txt",
                        "version",
                        "v1"),
                Ground.recorded(
                        "s3-object-created.json",
                        "bucket",
                        ground.landingBucket(),
                        "key",
                        "landing/gone.csv",
                        "version",
                        "11111111-2222-3333-4444-555555555555"));
        give("no arrival", "arrival", queue, List.of());
        ground.drop("landing/large.csv", file(LARGE_RECORDS));
        List<Message> large = ground.receiveAll(queue);
        give("a large file without a cluster", "arrival", queue, large);
        ground.makeCluster();
        give("a large file", "arrival", queue, large);
    }

    static String file(int records) {
        StringBuilder csv = new StringBuilder("id,house_number,street,town,zip,email\n");
        for (int id = 1; id <= records; id++) {
            csv.append(id).append(",12b,").append(STREET).append(",Leiden,2311,").append(CANARY).append('\n');
        }
        return csv.toString();
    }

    private String launchedRun() {
        List<String> arns = ground.aws()
                .ecs()
                .listTasks(request -> request.cluster(DEPLOYED.name()))
                .taskArns();
        Task task = ground.aws()
                .ecs()
                .describeTasks(request -> request.cluster(DEPLOYED.name()).tasks(arns))
                .tasks()
                .get(0);
        return task.overrides().containerOverrides().get(0).environment().get(0).value();
    }

    private void steps() throws Exception {
        String transform = DEPLOYED.queue("transform");
        List<Message> chunks = ground.receiveAll(transform);
        ground.send(transform, POISON);
        ground.send(transform, chunks.get(0).body().replace("\"run\":\"", "\"run\":\"0"));
        chunks = new ArrayList<>(chunks);
        chunks.addAll(ground.receiveAll(transform));
        give("chunks", "step transform", transform, chunks);
        give("no chunk", "step transform", transform, List.of());

        String load = DEPLOYED.queue("load");
        ground.send(load, POISON);
        List<Message> cleaned = ground.receiveAll(load);
        ground.aws().dynamoDb().deleteTable(request -> request.tableName(DEPLOYED.table("customers")));
        give("chunks without a table", "step load", load, cleaned);
        ground.provision();
        cleaned = cleaned.stream()
                .filter(message -> !message.body().equals(POISON))
                .toList();
        give("cleaned chunks", "step load", load, cleaned);
    }

    /** Has a worker load a chunk of the large file. */
    private void worker() throws Exception {
        String transform = DEPLOYED.queue("transform");
        List<Message> chunks = ground.receiveAll(transform);
        give("chunks of a large file", "step transform", transform, chunks.subList(0, 1));
        String load = DEPLOYED.queue("load");
        Template.Container container =
                ground.template(Set.of("load")).container(DEPLOYED.queue(EntryPoint.WORKER.entryName() + "-load"));
        Map<String, String> environment = new TreeMap<>(ExtractTour.image().environment());
        environment.putAll(ground.environment("worker load", container.environment()));
        environment.putAll(LIMITS);
        try (TaskProcess process = new TaskProcess(
                jdk, container.command(), ground.task(), environment, ground.log("worker"))) {
            while (process.runs() && (ground.waiting(load) > 0 || !said(process.log(), "\"RecordsIn\""))) {
                Thread.onSpinWait();
            }
            process.terminate();
            worker = process.awaitEnd();
            logs.put("worker load", process.log());
        }
    }

    private static boolean said(List<String> log, String part) {
        return log.stream().anyMatch(line -> line.contains(part));
    }

    private void watchdog() throws Exception {
        LambdaProcess watchdog = functions.get("watchdog");
        wake("a tick", watchdog, Ground.recorded("schedule.json"));
        wake("a broken task", watchdog, Ground.recorded("ecs-task-stopped.json", "run", extract.run()));
        wake("an unknown task", watchdog, Ground.recorded("ecs-task-stopped.json", "run", "0123456789abcdef/2"));
        wake("another event", watchdog, "{\"detail-type\": \"EC2 Instance State-change Notification\"}");
        wake("no event", watchdog, "[]");
    }

    private void wake(String what, LambdaProcess watchdog, String event) throws Exception {
        handled.put(what, new Handled(Map.of(), Set.of(), watchdog.invoke(event)));
    }

    /** Hands over, ten at a time, what is there and what comes of it. */
    private void observer() throws Exception {
        String queue = DEPLOYED.queue(Rule.OBSERVER);
        ground.send(queue, POISON);
        int batch = handled.size();
        for (List<Message> some = ground.receive(queue); !some.isEmpty(); some = ground.receive(queue)) {
            give("events " + batch++, "observer", queue, some);
        }
    }

    private void deadLetters() throws Exception {
        String function = "dead-letters";
        give("dead arrivals", function, DEPLOYED.deadLetterQueue("arrival"));
        give("dead chunks", function, DEPLOYED.deadLetterQueue("transform"));
        give("dead loads", function, DEPLOYED.deadLetterQueue("load"));
        give("dead events", function, DEPLOYED.deadLetterQueue(Rule.OBSERVER), deadEvent());
        give("undelivered", function, DEPLOYED.ruleDeadLetterQueue("load"), extract.aChunk());
        give("not of ours", function, DEPLOYED.queue("transform"), POISON);
    }

    /** An event that the observer failed on for a while. */
    private String deadEvent() {
        return extract.aChunk();
    }

    private void lateArrivals() throws Exception {
        String key = "landing/small.csv";
        String version = ground.aws()
                .s3()
                .headObject(request -> request.bucket(ground.landingBucket()).key(key))
                .versionId();
        give(
                "a known file",
                "arrival",
                DEPLOYED.queue(EntryPoint.ARRIVAL.entryName()),
                Ground.recorded(
                        "s3-object-created.json", "bucket", ground.landingBucket(), "key", key, "version", version));
    }

    Ground ground() {
        return ground;
    }

    /** What came of a batch. */
    Handled handled(String what) {
        Handled found = handled.get(what);
        if (found == null) {
            throw new IllegalArgumentException("there was no '" + what + "' but " + handled.keySet());
        }
        return found;
    }

    Map<String, Handled> handled() {
        return handled;
    }

    /** What each entry point said. */
    Map<String, List<String>> logs() {
        return logs;
    }

    /** What the extract task did. */
    ExtractTour extract() {
        return extract;
    }

    /** The worker's exit code. */
    int workerExit() {
        return worker;
    }

    Set<Call> calls(String name) throws IOException {
        return ground.calls(name);
    }

    @Override
    public void close() throws InterruptedException {
        for (LambdaProcess function : functions.values()) {
            function.close();
        }
        ground.close();
    }
}
