package io.quadrille.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quadrille.aws.AwsClients;
import io.quadrille.cli.Cli.Result;
import io.quadrille.contracts.endpoint.AwsEndpoint;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** The commands on an AWS endpoint, as a user has them. */
@ExtendWith(AwsEndpoint.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EndpointTest {
    private static final Path CUSTOMERS = Path.of("..", "examples", "data", "customers.csv");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI endpoint;
    private final String size = "t" + UUID.randomUUID().toString().substring(0, 6);
    private final List<Process> started = new ArrayList<>();

    @TempDir
    Path folder;

    EndpointTest(URI endpoint) {
        this.endpoint = endpoint;
    }

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void file_dropped_on_dev_reads_as_the_same_file_run_here() throws Exception {
        Process dev = start("dev");
        String drop = dev.inputReader(UTF_8).readLine();
        assertThat(drop)
                .startsWith("drop: s3://customers-" + size + "-landing-")
                .endsWith("/landing/");
        put(drop, "customers.csv");
        BufferedReader err = dev.errorReader(UTF_8);
        String page = awaitLine(err, "look at it:").replaceFirst(".*(http://.*)", "$1");
        assertThat(awaitLine(err, "taken up")).matches("quadrille: run [a-z0-9]{16}, customers\\.csv: taken up\\.");
        assertThat(awaitLine(err, "COMPLETE"))
                .contains(", customers.csv: COMPLETE_WITH_REJECTS. 193 of 200 records loaded in ");
        Cli cli = new Cli(folder);
        cli.call("run", CUSTOMERS.toString(), "--pipeline", "customers");
        for (String command : List.of(
                "show last",
                "show last --json",
                "runs",
                "runs --json",
                "rejects last",
                "rejects last --csv",
                "rejects last --json",
                "table customers",
                "table customers --csv",
                "table customers --json",
                "table customers --count",
                "rejects last --csv --raw",
                "table nope",
                "show nope")) {
            Result local = cli.call(command.split(" "));
            Result deployed = call(command);
            assertThat(lasting(deployed)).as(command).isEqualTo(lasting(local));
        }
        mendThrough(page);
        dev.toHandle().destroy(); // SIGTERM; the process itself would close its output too

        assertThat(err.lines().toList()).contains("quadrille: stopped. The same command goes on from there.");
        assertThat(dev.inputReader(UTF_8).readLine()).isNull();
        assertThat(dev.waitFor()).isZero();

        // Nobody works there any more but the workers that are asked to.
        put(drop, "again.csv");
        assertThat(List.of("arrival", "transform", "load", "observer").stream()
                        .map(step -> call("worker --once --step " + step)))
                .allSatisfy(worker -> {
                    assertThat(worker.err()).endsWith(" handled.\n").doesNotContain(" 0 messages");
                    assertThat(worker.code()).isZero();
                });
        assertThat(call("show last").out()).contains("again.csv").contains("193 of 200 records loaded");
        Result named = callAt("runs --json --aws", List.of("--pipeline=customers", "--size=" + size));
        assertThat(named.code()).isZero();
        assertThat(named.out())
                .as("by the environment")
                .isEqualTo(call("runs --json").out());
    }

    @Test
    void worker_that_is_told_to_stop_ends_with_0_and_a_missing_queue_is_named() throws Exception {
        Process dev = start("dev");
        assertThat(dev.inputReader(UTF_8).readLine()).startsWith("drop: ");
        dev.toHandle().destroy();
        assertThat(dev.waitFor()).isZero();

        Process worker = start("worker", "--step=load");
        awaitLine(worker.errorReader(UTF_8), "working on 'load' of deployment 'customers-" + size + "'");
        worker.toHandle().destroy();
        assertThat(worker.errorReader(UTF_8).lines().toList()).contains("quadrille: stopped.");
        assertThat(worker.waitFor()).isZero();

        String queue = "customers-" + size + "-load";
        try (AwsClients aws = AwsClients.fromEnvironment(AwsEndpoint.environment(endpoint))) {
            String url =
                    aws.sqs().getQueueUrl(request -> request.queueName(queue)).queueUrl();
            aws.sqs().deleteQueue(request -> request.queueUrl(url));
        }
        Result missing = call("worker --once --step load");
        assertThat(missing.err()).contains("'" + queue + "'").hasLineCount(1);
        assertThat(missing.code()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void where_nothing_is_deployed_each_command_says_so_in_a_line() {
        for (String command :
                List.of("worker --once --step load", "runs", "show last", "rejects last", "table customers")) {
            Result result = call(command);
            assertThat(result.err())
                    .as(command)
                    .startsWith("quadrille: There is no deployment 'customers-" + size + "' in region "
                            + AwsEndpoint.REGION + " at " + endpoint)
                    .hasLineCount(1);
            assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        }
        assertThat(call("worker --once --step lod").err())
                .contains("There is no 'lod'", "transform, load, observer, arrival, dead-letters");
    }

    @Test
    void an_endpoint_that_is_none_is_refused_with_a_remedy() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Result nobody = Cli.bare("dev", "--pipeline=customers", "--endpoint-url=http://127.0.0.1:" + free);
        assertThat(nobody.err()).contains("Nobody answers at http://127.0.0.1:" + free, "moto_server");
        assertThat(nobody.code()).isEqualTo(ExitCode.FAILED);
        Result amazon = Cli.bare("worker", "--once", "--step=load", "--pipeline=customers");
        assertThat(amazon.err()).contains("No AWS region");
        assertThat(amazon.code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_command_to_be_copied_has_what_the_environment_lacks_and_no_secret_of_it() {
        ByteArrayOutputStream none = new ByteArrayOutputStream();
        Map<String, String> own = Map.of("AWS_ACCESS_KEY_ID", "mine", "AWS_SECRET_ACCESS_KEY", "my secret");
        Map<String, String> used = new HashMap<>(own);
        used.put("AWS_REGION", "us-east-1");
        assertThat(io.quadrille.cli.AwsEndpoint.assumed(used, new Terminal(none, none, false, false, own)))
                .isEqualTo("AWS_REGION=us-east-1 ");
        assertThat(io.quadrille.cli.AwsEndpoint.assumed(used, new Terminal(none, none, false, false, used)))
                .isEmpty();
    }

    private Process start(String command, String... options) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                command));
        line.addAll(List.of(options));
        line.addAll(place());
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().putAll(AwsEndpoint.environment(endpoint));
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private List<String> place() {
        return List.of("--pipeline=customers", "--size=" + size, "--endpoint-url=" + endpoint);
    }

    /** Calls a command of the deployment within this process. */
    private Result call(String command) {
        return callAt(command, place());
    }

    private Result callAt(String command, List<String> place) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.addAll(place);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(out, err, false, false, AwsEndpoint.environment(endpoint));
        int code = Main.run(terminal, arguments.toArray(new String[0]));
        return new Result(code, out.toByteArray(), err.toString(UTF_8));
    }

    /** What the file is wrong about is refused again, and the deployment's own steps say so. */
    private void mendThrough(String page) throws Exception {
        assertThat(call("retry last --dry-run --code TOO_FEW_COLUMNS").out()).contains("retry would send 1 record:");
        String run = call("show last --json").json().get("run").textValue();
        String token = JSON.readTree(get(page + "/api/about")).path("token").textValue();
        HttpRequest retry = HttpRequest.newBuilder(URI.create(page + "/api/runs/" + run + "/retry"))
                .header("X-Quadrille-Token", token)
                .header("Idempotency-Key", "once")
                .POST(HttpRequest.BodyPublishers.ofString("{\"code\":\"TOO_FEW_COLUMNS\"}"))
                .build();
        JsonNode told;
        do {
            HttpResponse<String> answer = client.send(retry, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            told = JSON.readTree(answer.body());
        } while (told.path("state").textValue().equals("BEGUN"));
        assertThat(told.path("state").textValue()).as(told.toString()).isEqualTo("DONE");
        assertThat(told.path("amendments")).hasSize(1);
        assertThat(call("watch last --json").code()).isZero();
        JsonNode after = JSON.readTree(get(page + "/api/runs/" + run));
        assertThat(after.path("status").textValue()).isEqualTo("COMPLETE_WITH_REJECTS");
        assertThat(after.path("rejected").intValue()).isEqualTo(7);
        assertThat(after.path("balanced").booleanValue()).isTrue();
        assertThat(after.at("/history/0/action").textValue()).isEqualTo("RETRY");
    }

    private String get(String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void put(String drop, String name) {
        URI place = URI.create(drop.substring("drop: ".length()));
        try (AwsClients aws = AwsClients.fromEnvironment(AwsEndpoint.environment(endpoint))) {
            aws.s3()
                    .putObject(
                            request -> request.bucket(place.getHost())
                                    .key(place.getPath().substring(1) + name),
                            RequestBody.fromFile(CUSTOMERS));
        }
    }

    private static String awaitLine(BufferedReader lines, String part) throws IOException {
        List<String> said = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.add(line);
            if (line.contains(part)) {
                return line;
            }
        }
        throw new AssertionError("it never said '" + part + "' but " + said);
    }

    /** Exit code, output and errors without what differs from one run to the next: ids, places and times. */
    private String lasting(Result result) {
        return result.code() + "\n"
                + (result.out() + result.err())
                        .replaceAll("--home \\S+", "PLACE")
                        .replaceAll("--endpoint-url \\S+ --pipeline customers --size \\S+", "PLACE")
                        .replaceAll("\\b[0-9a-z]{16}\\b", "RUN")
                        .replaceAll("(s3:/)?/\\S*/customers\\.csv", "FILE")
                        .replaceAll("in [0-9.]+ m?s\\.", "in TIME.")
                        .replaceAll("\"seconds\":[0-9.]+", "SECONDS")
                        .replaceAll("(?s)STEP +STATE.*?\n\n", "TIMES\n\n")
                        .replaceAll("\"recordsPerSecond\":[0-9]+", "RATE")
                        .replaceAll("\"(waiting|working)Seconds\":\\{[^}]*}", "TIMES")
                        .replaceAll("\"bottleneck\":\\{[^}]*}", "BOTTLENECK")
                        .replaceAll(" (Slowest|No step held it up): [^\"\n]*", "")
                        .replaceAll("[0-9-]{10}[ T][0-9:.]{8,}Z?", "TIME");
    }
}
