package io.quadrille.acceptance.deployed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quadrille.acceptance.deployed.IamActions.Call;
import io.quadrille.contracts.lambda.LambdaProcess;
import io.quadrille.contracts.lambda.RuntimeApi;
import io.quadrille.events.RunKey;
import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.deployment.Setting;
import io.quadrille.events.pipeline.Rule;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
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
    /** A message that is no event. */
    static final String POISON = "{\"" + CANARY + "\": \"is no event\"}";

    static final int SMALL_RECORDS = 40;
    /** So many that their event is a claim check. */
    static final int SMALL_REJECTS = 60;

    /** So many that a task is still at work when it is told to stop. */
    static final int LARGE_RECORDS = 20_000;
    /** The most records of a chunk. */
    static final int CHUNK = 1_000;

    static final int LARGE_CHUNKS = 20;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Deployment DEPLOYED = Ground.DEPLOYMENT;
    /** A chunk is a claim check, a small file is large, and a setting is asked for; all else is the template's. */
    private static final Map<String, String> LIMITS =
            Map.of(Setting.TASK_FROM_BYTES.variable(), "20000", Setting.MAX_EVENT_BYTES.variable(), "");

    private static final String MAX_EVENT_BYTES = "4096";

    private final Ground ground;
    private final Jdk jdk = Jdk.current();
    private final Map<String, LambdaProcess> functions = new LinkedHashMap<>();
    private final Map<String, Handled> handled = new LinkedHashMap<>();
    private final Map<String, List<String>> logs = new TreeMap<>();
    private final ExtractTour extract;
    private final ContainerOverride launched;
    private final int workerExit;
    private String rejects = "";
    private String smallChunk = "";
    private List<String> operated = List.of();

    Tour(URI endpoint) throws Exception {
        ground = new Ground(endpoint);
        try {
            ground.setParameter(Setting.MAX_EVENT_BYTES, MAX_EVENT_BYTES);
            for (String name : List.of("arrival", "step transform", "step load", "observer", "dead-letters")) {
                functions.put(name, ground.start(jdk, name, LIMITS));
            }
            Map<String, String> impatient = new TreeMap<>(LIMITS);
            impatient.put(Setting.STALLED_AFTER.variable(), "PT0S");
            functions.put("watchdog", ground.start(jdk, "watchdog", impatient));
            arrivals();
            launched = launched();
            steps();
            extract = new ExtractTour(
                    ground, jdk, LIMITS, launched.environment().get(0).value());
            extract.stopInTheMiddle();
            stoppedTasks();
            observer();
            extract.takeUp();
            logs.put("extract-task", extract.log());
            try (TaskProcess worker = startWorker()) {
                loadOn(worker);
                observer();
                tick();
                deadLetters();
                observer();
                lateArrivals();
                page();
                operator();
                workerExit = worker.awaitEnd();
                logs.put("worker load", worker.log());
            }
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
     * An event and what a function answered.
     *
     * @param event as Lambda hands it over
     * @param sent the bodies by the messages' ids
     * @param failed the ids that the answer names
     */
    record Handled(String event, Map<String, String> sent, Set<String> failed, RuntimeApi.Answer answer) {
        /** The bodies of the messages that are to come again. */
        Set<String> failedBodies() {
            return failed.stream().map(sent::get).collect(Collectors.toSet());
        }
    }

    private void give(String what, String function, String queue, List<Message> messages) throws Exception {
        String event = Ground.sqsEvent(queue, messages);
        RuntimeApi.Answer answer = functions.get(function).invoke(event);
        ground.delete(queue, messages); // also those that are to come again: here that is for the tour to say
        Map<String, String> sent = new LinkedHashMap<>();
        messages.forEach(message -> sent.put(message.messageId(), message.body()));
        Set<String> failed = new TreeSet<>();
        for (JsonNode failure : JSON.readTree(answer.body()).path("batchItemFailures")) {
            failed.add(failure.path("itemIdentifier").asText());
        }
        handled.put(what, new Handled(event, sent, failed, answer));
    }

    /** Puts bodies into the queue and hands over all that it holds. */
    private void give(String what, String function, String queue, String... bodies) throws Exception {
        for (String body : bodies) {
            ground.send(queue, body);
        }
        give(what, function, queue, ground.receiveAll(queue));
    }

    private void arrivals() throws Exception {
        String queue = DEPLOYED.queue(EntryPoint.ARRIVAL.entryName());
        ground.drop(
                "landing/small.csv", file(SMALL_RECORDS) + "x,1,Wrong,Town,1,x@example.org\n".repeat(SMALL_REJECTS));
        give("a dropped file", "arrival", queue);
        give(
                "bad arrivals",
                "arrival",
                queue,
                POISON,
                arrival("landing/readme.txt", "v1"),
                arrival("landing/gone.csv", "11111111-2222-3333-4444-555555555555"));
        give("no arrival", "arrival", queue, List.of());
        ground.drop("landing/large.csv", file(LARGE_RECORDS));
        List<Message> large = ground.receiveAll(queue);
        give("a large file without a cluster", "arrival", queue, large);
        ground.makeCluster();
        give("a large file", "arrival", queue, large);
    }

    private String arrival(String key, String version) {
        return Ground.recorded(
                "s3-object-created.json", "bucket", ground.landingBucket(), "key", key, "version", version);
    }

    static String file(int records) {
        StringBuilder csv = new StringBuilder("id,house_number,street,town,zip,email\n");
        for (int id = 1; id <= records; id++) {
            csv.append(id)
                    .append(",12b,")
                    .append(STREET)
                    .append(",Leiden,2311,")
                    .append(CANARY)
                    .append('\n');
        }
        return csv.toString();
    }

    /** What ECS was told of the task that it was to start. */
    private ContainerOverride launched() {
        List<String> arns = ground.aws()
                .ecs()
                .listTasks(request -> request.cluster(DEPLOYED.name()))
                .taskArns();
        return ground.aws()
                .ecs()
                .describeTasks(request -> request.cluster(DEPLOYED.name()).tasks(arns))
                .tasks()
                .get(0)
                .overrides()
                .containerOverrides()
                .get(0);
    }

    private void steps() throws Exception {
        String transform = DEPLOYED.queue("transform");
        List<Message> chunks = new ArrayList<>(ground.receiveAll(transform));
        smallChunk = chunks.get(0).body();
        give("no chunk", "step transform", transform, List.of());
        ground.send(transform, POISON);
        ground.send(transform, smallChunk.replaceAll("(\"run\"\\s*:\\s*\")[^\"]+", "$10123456789abcdef"));
        ground.send(transform, withoutClaim(smallChunk));
        chunks.addAll(ground.receiveAll(transform));
        give("chunks", "step transform", transform, chunks);

        String load = DEPLOYED.queue("load");
        ground.send(load, POISON);
        List<Message> cleaned = ground.receiveAll(load);
        ground.aws().dynamoDb().deleteTable(request -> request.tableName(DEPLOYED.table("customers")));
        give("chunks without a table", "step load", load, cleaned);
        ground.provision();
        give(
                "cleaned chunks",
                "step load",
                load,
                cleaned.stream().filter(each -> !each.body().equals(POISON)).toList());
    }

    /** The same event, whose data is not where it says. */
    static String withoutClaim(String event) {
        return event.replace("claims/", "claims/gone/");
    }

    private void stoppedTasks() throws Exception {
        wake("a broken task", Ground.recorded("ecs-task-stopped.json", "run", extract.run()));
        wake("an unknown task", Ground.recorded("ecs-task-stopped.json", "run", "0123456789abcdef/2"));
        wake("another event", "{\"detail-type\": \"EC2 Instance State-change Notification\"}");
        wake("no event", "[\"" + CANARY + "\"]");
    }

    private void tick() throws Exception {
        wake("a tick", Ground.recorded("schedule.json"));
    }

    private void wake(String what, String event) throws Exception {
        handled.put(
                what,
                new Handled(event, Map.of(), Set.of(), functions.get("watchdog").invoke(event)));
    }

    private TaskProcess startWorker() throws Exception {
        give("a chunk of a large file", "step transform", DEPLOYED.queue("transform"), extract.firstChunk());
        Template.Container container =
                ground.templateWithWorker().container(DEPLOYED.queue(EntryPoint.WORKER.entryName() + "-load"));
        Map<String, String> environment = new TreeMap<>(ExtractTour.image().environment());
        environment.putAll(ground.environment("worker load", container.environment()));
        environment.putAll(LIMITS);
        environment.values().removeIf(String::isEmpty);
        return new TaskProcess(jdk, container.command(), ground.task(), environment, ground.log("worker"));
    }

    /** Has the worker load a chunk, and give back and bury what is none; then tells it to stop. */
    private void loadOn(TaskProcess worker) throws Exception {
        String load = DEPLOYED.queue("load");
        List<Message> chunks = ground.receiveAll(load);
        ground.send(load, POISON);
        for (Message chunk : chunks) {
            ground.send(load, withoutClaim(chunk.body()));
            ground.send(load, chunk.body());
        }
        while (worker.runs() && !did(worker)) {
            Thread.onSpinWait();
        }
        worker.terminate();
    }

    private boolean did(TaskProcess worker) throws IOException {
        Set<String> actions =
                ground.calls("worker load").stream().map(Call::action).collect(Collectors.toSet());
        return actions.containsAll(List.of("sqs:DeleteMessage", "sqs:SendMessage", "sqs:ChangeMessageVisibility"))
                && worker.log().stream().anyMatch(line -> line.contains("\"RecordsIn\":"));
    }

    /** Hands over, ten at a time, what is there and what comes of it. */
    private void observer() throws Exception {
        String queue = DEPLOYED.queue(Rule.OBSERVER);
        ground.send(queue, POISON);
        for (List<Message> some = ground.receive(queue); !some.isEmpty(); some = ground.receive(queue)) {
            for (Message message : some) {
                if (message.body().contains("rejected")
                        && message.body().contains("\"dataref\"")
                        && rejects.isEmpty()) {
                    rejects = message.body();
                    ground.send(queue, withoutClaim(rejects));
                }
            }
            give(
                    handled.containsKey("some events") ? "events " + handled.size() : "some events",
                    "observer",
                    queue,
                    some);
        }
    }

    private void deadLetters() throws Exception {
        String function = "dead-letters";
        give("dead arrivals", function, DEPLOYED.deadLetterQueue("arrival"));
        ground.send(DEPLOYED.deadLetterQueue("transform"), POISON, Map.of("receives", "many"));
        ground.send(DEPLOYED.deadLetterQueue("transform"), extract.secondChunk()); // nobody else does it
        give("dead chunks", function, DEPLOYED.deadLetterQueue("transform"));
        give("dead loads", function, DEPLOYED.deadLetterQueue("load"));
        give("dead events", function, DEPLOYED.deadLetterQueue(Rule.OBSERVER), rejects, extract.firstChunk());
        ground.send(
                DEPLOYED.ruleDeadLetterQueue("load"),
                extract.firstChunk(),
                Map.of("ERROR_CODE", "NO_PERMISSIONS", "ERROR_MESSAGE", CANARY, "RETRY_ATTEMPTS", "5"));
        give("undelivered", function, DEPLOYED.ruleDeadLetterQueue("load"));
    }

    private void lateArrivals() throws Exception {
        String version = ground.aws()
                .s3()
                .headObject(request -> request.bucket(ground.landingBucket()).key("landing/small.csv"))
                .versionId();
        give(
                "a known file",
                "arrival",
                DEPLOYED.queue(EntryPoint.ARRIVAL.entryName()),
                arrival("landing/small.csv", version));
    }

    /** Has somebody mend what can be, and the steps do it; the rejects are refused again, the dead chunk is loaded. */
    private void operator() throws Exception {
        Map<String, String> environment = ground.environment(
                "operator", Map.of(Setting.DEPLOYMENT.variable(), DEPLOYED.name(), "PATH", System.getenv("PATH")));
        List<String> command = List.of("java", "-cp", "lib/*", OperatorProcess.class.getName());
        try (TaskProcess process = new TaskProcess(jdk, command, ground.task(), environment, ground.log("operator"))) {
            int exit = process.awaitEnd();
            operated = process.log();
            if (exit != 0) {
                throw new IllegalStateException("the operator failed: " + operated);
            }
        }
        give(
                "chunks of a retry and a redrive",
                "step transform",
                DEPLOYED.queue("transform"),
                ground.receiveAll(DEPLOYED.queue("transform")));
        give(
                "loads of a retry and a redrive",
                "step load",
                DEPLOYED.queue("load"),
                ground.receiveAll(DEPLOYED.queue("load")));
        observer();
    }

    /** Asks for everything that the page shows of a run, as a function URL hands it over; and for what it may not do. */
    private void page() throws Exception {
        functions.put("page", ground.start(jdk, "page", Map.of()));
        String run = "/api/runs/" + smallRun().run();
        for (String path : List.of(
                "/",
                "/api/runs?limit=5",
                "/api/runs?status=RUNNING",
                run,
                run + "/steps",
                run + "/series",
                run + "/rejects?group=code",
                run + "/rejects?records=true&limit=3",
                run + "/records/2",
                run + "/openlineage",
                "/api/events",
                "/metrics",
                "/api/about")) {
            ask("GET", path);
        }
        ask("POST", run + "/retry");
    }

    private void ask(String method, String path) throws Exception {
        String[] parts = path.split("\\?", 2);
        String event = Ground.recorded(
                "function-url.json", "method", method, "path", parts[0], "query", parts.length > 1 ? parts[1] : "");
        handled.put(
                method + " " + path,
                new Handled(event, Map.of(), Set.of(), functions.get("page").invoke(event)));
    }

    Ground ground() {
        return ground;
    }

    /** What came of a batch or an event. */
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

    /** The run of the file that is small enough to be extracted in place. */
    RunKey smallRun() throws IOException {
        return new RunKey(
                DEPLOYED.pipeline(), JSON.readTree(smallChunk).at("/detail/run").asText(), 1);
    }

    /** Whether an entry point is one of Lambda's. */
    static boolean isFunction(String name) {
        return !name.equals("extract-task") && !name.startsWith("worker ");
    }

    /** The lines of each entry point. */
    Map<String, List<String>> logs() {
        return logs;
    }

    /** What the extract tasks did. */
    ExtractTour extract() {
        return extract;
    }

    /** How the arrivals told ECS which run the task is for. */
    ContainerOverride launch() {
        return launched;
    }

    /** What the operator says it did. */
    List<String> operated() {
        return operated;
    }

    int workerExit() {
        return workerExit;
    }

    @Override
    public void close() throws InterruptedException {
        for (LambdaProcess function : functions.values()) {
            function.close();
        }
        ground.close();
    }
}
