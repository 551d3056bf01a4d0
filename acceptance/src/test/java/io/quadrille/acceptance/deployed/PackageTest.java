package io.quadrille.acceptance.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quadrille.acceptance.deployed.Tour.Handled;
import io.quadrille.aws.stage.DeploymentView;
import io.quadrille.contracts.endpoint.NeedsEcs;
import io.quadrille.contracts.lambda.LambdaProcess;
import io.quadrille.contracts.lambda.RuntimeApi;
import io.quadrille.events.deployment.Setting;
import io.quadrille.examples.customers.CustomerPipeline;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** The package for Lambda under Lambda's own runtime. */
@NeedsEcs
@ExtendWith(OnTour.class)
final class PackageTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MOST_BYTES = 30_000_000;
    /** An event for each function, which it may be given again. */
    private static final Map<String, String> EVENTS = Map.of(
            "step transform", "chunks",
            "step load", "cleaned chunks",
            "arrival", "a dropped file",
            "observer", "some events",
            "dead-letters", "dead events",
            "watchdog", "a tick",
            "page", "GET /api/about");

    private final Tour tour;

    PackageTest(Tour tour) {
        this.tour = tour;
    }

    @Test
    void package_is_small() throws IOException {
        System.err.println("[acceptance] the package has " + Files.size(Ground.ZIP) + " bytes");
        assertThat(Files.size(Ground.ZIP)).isLessThan(MOST_BYTES);
    }

    @Test
    void package_has_no_library_of_the_tests() throws IOException {
        try (ZipFile zip = new ZipFile(Ground.ZIP.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .anyMatch(name -> name.startsWith("lib/quadrille-aws-"))
                    .noneMatch(name -> name.matches(".*(testcontainers|docker-java|junit|assertj|contracts).*"));
        }
    }

    @Test
    void answer_names_exactly_the_messages_that_are_to_come_again() {
        assertThat(tour.handled().values())
                .noneMatch(handled -> handled.answer().failed());
        for (String what : List.of(
                "a dropped file",
                "bad arrivals",
                "a large file",
                "cleaned chunks",
                "a chunk of a large file",
                "dead arrivals",
                "dead loads",
                "dead events",
                "undelivered",
                "a known file")) {
            assertThat(tour.handled(what).sent()).as(what).isNotEmpty();
            assertThat(tour.handled(what).failed()).as(what).isEmpty();
        }
        Handled large = tour.handled("a large file without a cluster");
        assertThat(large.failed()).isNotEmpty().isEqualTo(large.sent().keySet());
        assertThat(tour.handled("chunks").failedBodies()).hasSize(1).allMatch(body -> body.contains("claims/gone/"));
        Handled noTable = tour.handled("chunks without a table");
        Set<String> chunks = new TreeSet<>(noTable.sent().values());
        chunks.remove(Tour.POISON);
        assertThat(noTable.failedBodies()).isNotEmpty().isEqualTo(chunks);
        assertThat(tour.handled("dead chunks").failed())
                .as("one of several of one body")
                .hasSize(1);
        assertThat(tour.handled("some events").failed()).isEmpty();
    }

    @Test
    void page_tells_of_a_run_and_shows_no_sensitive_value_and_changes_nothing() throws IOException {
        String run = "/api/runs/" + tour.smallRun().run();
        for (Map.Entry<String, Handled> handled : tour.handled().entrySet()) {
            if (handled.getKey().startsWith("GET ")) {
                JsonNode answer = JSON.readTree(handled.getValue().answer().body());
                assertThat(answer.path("statusCode").asInt()).as("%s", handled).isEqualTo(200);
                assertThat(answer.path("body").asText()).as(handled.getKey()).doesNotContain(Tour.CANARY);
            }
        }
        assertThat(body("GET " + run)).contains("\"balanced\":true", "COMPLETE_WITH_REJECTS");
        assertThat(body("GET " + run + "/records/2")).contains("\"chunk\":0");
        assertThat(body("GET /")).contains("<title>Quadrille</title>");
        assertThat(body("GET /api/events")).contains("event: reset");
        assertThat(JSON.readTree(tour.handled("POST " + run + "/retry").answer().body())
                        .path("statusCode")
                        .asInt())
                .isEqualTo(501);
    }

    @Test
    void operator_sends_rejects_and_a_dead_chunk_again_and_the_run_balances() throws IOException {
        assertThat(tour.operated()).containsExactlyInAnyOrder("RETRY " + Tour.SMALL_REJECTS, "REDRIVE " + Tour.CHUNK);
        RunReport small = DeploymentView.open(tour.ground().aws(), CustomerPipeline.CUSTOMERS, Ground.DEPLOYMENT)
                .queries()
                .findLatestAttempt(tour.smallRun().run())
                .orElseThrow();
        assertThat(small.amendments()).hasSize(1);
        assertThat(small.headline().rejected()).as("refused again").isEqualTo(Tour.SMALL_REJECTS);
    }

    private String body(String asked) throws IOException {
        return JSON.readTree(tour.handled(asked).answer().body()).path("body").asText();
    }

    @Test
    void empty_batch_is_an_answer() {
        for (String what : List.of("no arrival", "no chunk")) {
            assertThat(tour.handled(what).answer().body()).isEqualTo("{\"batchItemFailures\":[]}");
        }
    }

    @Test
    void what_was_handled_is_loaded_and_balanced_and_what_could_not_be_is_kept() throws IOException {
        RunReport small = DeploymentView.open(tour.ground().aws(), CustomerPipeline.CUSTOMERS, Ground.DEPLOYMENT)
                .queries()
                .find(tour.smallRun())
                .orElseThrow();
        assertThat(small.status()).isEqualTo(RunStatus.COMPLETE_WITH_REJECTS);
        assertThat(small.balanced()).isTrue();
        assertThat(small.extracted()).isEqualTo(Tour.SMALL_RECORDS + Tour.SMALL_REJECTS);
        assertThat(tour.ground()
                        .aws()
                        .dynamoDb()
                        .scan(request -> request.tableName(Ground.DEPLOYMENT.table("customers"))
                                .select(Select.COUNT))
                        .count())
                .as("those of the worker's chunk, which those of the small file are among, and of the redrive")
                .isEqualTo(2 * Tour.CHUNK);
        assertThat(tour.ground().kept("deadletters/"))
                .anyMatch(key -> key.startsWith("deadletters/arrival/"))
                .anyMatch(key -> key.startsWith("deadletters/observer/"))
                .anyMatch(key -> key.startsWith("deadletters/unreadable/"))
                .anyMatch(key -> key.startsWith("deadletters/0123456789abcdef/1/transform/"))
                .anyMatch(key -> key.matches("deadletters/.+/1/load/\\d"));
    }

    @Test
    void every_line_is_json_and_says_whose_it_is_and_no_value_of_a_record() throws IOException {
        for (Map.Entry<String, List<String>> log : tour.logs().entrySet()) {
            String step = log.getKey().replaceFirst("^(step|worker) ", "");
            for (String line : log.getValue()) {
                assertThat(line).as(log.getKey()).doesNotContain(Tour.CANARY, Tour.STREET, "x@example.org", "Wrong");
                if (line.startsWith("Picked up JAVA_TOOL_OPTIONS")) {
                    continue; // the JVM's word on the image's environment
                }
                JsonNode json = JSON.readTree(line);
                JsonNode marks = json.path("mdc");
                if (marks.has("step")) { // not on the thread that ends a process
                    assertThat(marks.path("step").asText()).as(line).isEqualTo(step);
                    assertThat(marks.path("deployment").asText()).as(line).isEqualTo("customers-dev");
                    assertThat(marks.path("pipeline").asText()).as(line).isEqualTo("customers");
                    assertThat(marks.has("awsRequestId")).as(line).isEqualTo(Tour.isFunction(log.getKey()));
                } else {
                    assertThat(json.has("_aws") || !Tour.isFunction(log.getKey()))
                            .as(line)
                            .isTrue();
                }
            }
        }
        for (String name : List.of("arrival", "extract-task", "watchdog")) {
            assertThat(tour.logs().get(name))
                    .filteredOn(line -> line.contains("\"formattedMessage\":\"customers\\/"))
                    .as("%s: lines that begin with a run", name)
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(
                                    JSON.readTree(line).path("formattedMessage").asText())
                            .startsWith(JSON.readTree(line).at("/mdc/run").asText() + ": ")
                            .doesNotStartWith(":"));
        }
        assertThat(tour.logs().get("step transform"))
                .as("a line about an event")
                .filteredOn(line -> line.contains("its claim check"))
                .singleElement()
                .satisfies(line -> assertThat(JSON.readTree(line).at("/mdc/run").asText())
                        .isEqualTo(tour.smallRun().toString()));
    }

    @Test
    void key_that_is_none_of_the_landings_is_ignored_with_one_line() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : tour.logs().get("arrival")) {
            lines.add(JSON.readTree(line).path("formattedMessage").asText());
        }
        assertThat(lines)
                .filteredOn(line -> line.contains("/landing/readme.txt "))
                .singleElement()
                .asString()
                .contains(" is ignored: not landing/*");
    }

    @Test
    void metrics_are_printed_in_the_embedded_format() throws IOException {
        for (Map.Entry<String, List<String>> log : tour.logs().entrySet()) {
            if (log.getKey().equals("page")) {
                continue; // it has none of its own: Lambda's tell how it is
            }
            String step = log.getKey().replaceFirst("^(step|worker) ", "");
            assertThat(metric(log.getValue(), "Heartbeat"))
                    .as(log.getKey())
                    .isNotEmpty()
                    .allSatisfy(line -> {
                        assertThat(line.at("/_aws/CloudWatchMetrics/0/Namespace")
                                        .asText())
                                .isEqualTo("Quadrille");
                        assertThat(line.path("deployment").asText()).isEqualTo("customers-dev");
                        assertThat(line.path("step").asText()).isEqualTo(step);
                    });
        }
        JsonNode transformed =
                metric(tour.logs().get("step transform"), "RecordsIn").get(0);
        assertThat(transformed.path("RecordsIn").asInt()).isEqualTo(Tour.SMALL_RECORDS);
        assertThat(transformed.path("RecordsOut").asInt()).isEqualTo(Tour.SMALL_RECORDS);
        assertThat(transformed.path("run").asText()).isEqualTo(tour.smallRun().toString());
        assertThat(transformed.path("WorkMillis")).isNotEmpty();
        assertThat(metric(tour.logs().get("watchdog"), "StalledRuns")
                        .get(0)
                        .path("StalledRuns")
                        .asInt())
                .isPositive();
        assertThat(metric(tour.logs().get("watchdog"), "ObjectsWithoutRun")).hasSize(1);
        assertThat(metric(tour.logs().get("watchdog"), "TasksLaunchedAgain"))
                .extracting(line -> line.path("TasksLaunchedAgain").asInt())
                .contains(1);
    }

    /** The lines that have the metric and declare it. */
    private static List<JsonNode> metric(List<String> log, String name) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : log) {
            if (line.startsWith("{\"_aws\"")) {
                JsonNode json = JSON.readTree(line);
                for (JsonNode metric : json.at("/_aws/CloudWatchMetrics/0/Metrics")) {
                    if (metric.path("Name").asText().equals(name) && json.has(name)) {
                        lines.add(json);
                    }
                }
            }
        }
        return lines;
    }

    @Test
    void start_without_a_deployment_says_what_is_missing() throws Exception {
        assertThat(startError(Map.of(Setting.DEPLOYMENT.variable(), "")))
                .contains("The environment variable QUADRILLE_DEPLOYMENT is not set");
        assertThat(startError(Map.of(Setting.DEPLOYMENT.variable(), "customers-gone")))
                .contains("Looking for event bus 'customers-gone'")
                .contains("The bus must exist in this account and region");
    }

    private String startError(Map<String, String> overrides) throws Exception {
        try (LambdaProcess function = tour.ground().start(Jdk.current(), "observer", overrides)) {
            RuntimeApi.Answer answer = function.invoke("{\"Records\":[]}");
            assertThat(answer.failed()).isTrue();
            return answer.body() + function.log();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void every_function_starts_on_the_oldest_and_the_deployed_java(int version) throws Exception {
        Jdk jdk = Jdk.find(version).orElse(null);
        if (jdk == null) {
            System.err.println("[acceptance] SKIPPED the package on JDK " + version
                    + ": there is none beside the current one, and no JAVA_HOME_" + version + "_X64");
        }
        Assumptions.assumeTrue(jdk != null, "no JDK " + version);
        again(jdk, "step transform"); // alone, for its time
        Map<String, LambdaProcess> functions = new LinkedHashMap<>();
        try {
            for (String name : EVENTS.keySet()) {
                if (!name.equals("step transform")) {
                    functions.put(name, tour.ground().start(jdk, name, Map.of()));
                }
            }
            for (Map.Entry<String, LambdaProcess> function : functions.entrySet()) {
                again(function.getKey(), function.getValue());
            }
        } finally {
            for (LambdaProcess function : functions.values()) {
                function.close();
            }
        }
    }

    private void again(Jdk jdk, String name) throws Exception {
        try (LambdaProcess function = tour.ground().start(jdk, name, Map.of())) {
            again(name, function);
            System.err.println("[acceptance] " + jdk + ": " + name + " answered its first event "
                    + function.sinceStart().toMillis() + " ms after its start");
        }
    }

    private void again(String name, LambdaProcess function) throws Exception {
        Handled before = tour.handled(EVENTS.get(name));
        assertThat(function.invoke(before.event())).as(name).isEqualTo(before.answer());
    }
}
