package io.quadrille.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JacksonNode;
import io.quadrille.local.stage.HomeView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API answers, over real runs, is what its own description says. */
class ApiContractTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private static LocalView view;
    private static PageServer server;
    private static JsonNode document;
    private static String orders;
    private static String brittle;
    private static String failed;
    private static String mended;

    @BeforeAll
    static void serveRuns() throws Exception {
        Cli cli = new Cli(folder);
        orders = cli.run(
                        cli.file(
                                "orders.csv",
                                "order_id,status,customer,lines\nA,OPEN,Ann,x:1\nB,GONE,Bo,x:1\n,OPEN,Cy,x:1\n"
                                        + "D,OPEN,=1+1,:\n"),
                        "--pipeline=orders")
                .get("run")
                .textValue();
        brittle = cli.run(cli.file("brittle.csv", "id\na\nb\nbrittle\nc\n"), "--pipeline=brittle")
                .get("run")
                .textValue();
        failed = cli.run(cli.file("binary.csv", "\u0000\u0001")).get("run").textValue();
        mended = cli.run(cli.file("people.csv", "id,name\n1,Ann\n,Bo\n"))
                .get("run")
                .textValue();
        view = LocalView.of(HomeView.open(cli.home), cli.home, "");
        server = PageServer.open(view, KeptEvents.NONE, 0);
        document = JSON.readTree(get("/openapi.json").body());
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        view.close();
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(server.url() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode valid(String schema, String path) throws Exception {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        return valid(schema, JSON.readTree(response.body()));
    }

    private JsonNode valid(String schema, JsonNode answer) throws IOException {
        ObjectNode whole = JSON.createObjectNode();
        whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        whole.put("$ref", "#/$defs/" + schema);
        whole.set(
                "$defs",
                JSON.readTree(
                        document.at("/components/schemas").toString().replace("#/components/schemas/", "#/$defs/")));
        Validator.Result result = new ValidatorFactory()
                .withJsonNodeFactory(new JacksonNode.Factory())
                .validate(whole, answer);
        assertThat(result.getErrors().stream().map(error -> error.getInstanceLocation() + " " + error.getError()))
                .as(schema + ": " + answer)
                .isEmpty();
        return answer;
    }

    @Test
    void lists_and_runs_are_as_described() throws Exception {
        JsonNode first = valid("RunPage", "/api/runs?limit=2");
        JsonNode second =
                valid("RunPage", "/api/runs?limit=2&cursor=" + first.get("next").textValue());
        assertThat(first.get("items")).hasSize(2);
        assertThat(second.get("items")).hasSize(2);
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(valid("RunPage", "/api/runs?status=failed")
                        .at("/items/0/run")
                        .textValue())
                .isEqualTo(failed);
        assertThat(valid("RunPage", "/api/runs?pipeline=orders&from=2020-01-01T00:00:00Z")
                        .get("items"))
                .hasSize(1);
        for (String run : List.of(orders, brittle, failed)) {
            JsonNode detail = valid("RunDetail", "/api/runs/" + run + "?attempt=1");
            assertThat(detail.get("balanced").booleanValue()).isTrue();
            valid("Steps", "/api/runs/" + run + "/steps");
            valid("Series", "/api/runs/" + run + "/series");
        }
        assertThat(valid("RunDetail", "/api/runs/" + brittle).get("deadLetters"))
                .isNotEmpty();
        assertThat(valid("RunDetail", "/api/runs/" + orders).get("verdict").textValue())
                .contains("Of 4 records");
    }

    @Test
    void rejects_are_as_described_and_grouped_alike() throws Exception {
        JsonNode groups = valid("RejectGroups", "/api/runs/" + orders + "/rejects?group=code");
        assertThat(groups.get("groups"))
                .isEqualTo(valid("RunDetail", "/api/runs/" + orders).get("rejects"));
        JsonNode rows = valid("RejectPage", "/api/runs/" + orders + "/rejects?records=true");
        assertThat(rows.get("items")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(rows.get("items").findValuesAsText("record")).contains("B,GONE,Bo,x:1", ",OPEN,Cy,x:1");
        JsonNode one =
                valid("RejectPage", "/api/runs/" + orders + "/rejects?code=UNKNOWN_VALUE&column=status&step=extract");
        assertThat(one.get("items")).hasSize(1);
        assertThat(one.at("/items/0/record").isNull()).isTrue();
        JsonNode page = valid("RejectPage", "/api/runs/" + orders + "/rejects?limit=1");
        valid(
                "RejectPage",
                "/api/runs/" + orders + "/rejects?limit=1&cursor="
                        + page.get("next").textValue());
    }

    @Test
    void download_is_csv_by_name() throws Exception {
        HttpResponse<String> csv = get("/api/runs/" + orders + "/rejects?format=csv");
        assertThat(csv.headers().firstValue("content-disposition"))
                .contains("attachment; filename=\"rejects-" + orders + ".csv\"");
        assertThat(csv.body())
                .startsWith("line,bytePosition,step,column,code,message\n")
                .contains(",UNKNOWN_VALUE,");
    }

    @Test
    void ways_of_records_are_as_described() throws Exception {
        JsonNode journey = valid("Journey", "/api/runs/" + orders + "/records/3");
        assertThat(journey.get("record").textValue()).isEqualTo("B,GONE,Bo,x:1");
        assertThat(journey.at("/visits/0/fate").textValue()).isEqualTo("REJECTED");
        valid("Journey", "/api/runs/" + brittle + "/records/4");
        valid("Journey", "/api/runs/" + orders + "/records/900");
    }

    @Test
    void lineage_is_an_array_of_events() throws Exception {
        JsonNode events =
                JSON.readTree(get("/api/runs/" + orders + "/openlineage").body());
        assertThat(events.findValuesAsText("eventType")).containsExactly("START", "COMPLETE");
    }

    @Test
    void amendments_are_as_described() throws Exception {
        JsonNode about = valid("About", "/api/about");
        HttpRequest.Builder post = HttpRequest.newBuilder(URI.create(server.url() + "/api/runs/" + mended + "/retry"))
                .header("X-Quadrille-Token", about.get("token").textValue());
        HttpResponse<String> planned = CLIENT.send(
                post.POST(HttpRequest.BodyPublishers.ofString("{\"dryRun\":true,\"code\":\"MISSING_KEY\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(planned.statusCode()).as(planned.body()).isEqualTo(200);
        assertThat(valid("Amending", JSON.readTree(planned.body()))
                        .get("records")
                        .intValue())
                .isEqualTo(1);
        HttpRequest sent = post.header("Idempotency-Key", "k1")
                .POST(HttpRequest.BodyPublishers.ofString("{\"code\":\"MISSING_KEY\"}"))
                .build();
        JsonNode told = amending(sent);
        for (int i = 0; i < 10_000 && told.get("state").textValue().equals("BEGUN"); i++) {
            told = amending(sent);
        }
        assertThat(told.get("state").textValue()).as(told.toString()).isEqualTo("DONE");
        assertThat(told.get("amendments")).hasSize(1);
        JsonNode after = valid("RunDetail", "/api/runs/" + mended);
        assertThat(after.at("/history/0/action").textValue()).isEqualTo("RETRY");
        assertThat(after.get("balanced").booleanValue()).isTrue();
    }

    private JsonNode amending(HttpRequest request) throws Exception {
        HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return valid("Amending", JSON.readTree(response.body()));
    }

    @Test
    void about_is_as_described() throws Exception {
        assertThat(valid("About", "/api/about").get("amends").isBoolean()).isTrue();
    }

    @Test
    void metrics_are_as_prometheus_reads_them_and_name_no_run() throws Exception {
        HttpResponse<String> metrics = get("/metrics");
        assertThat(metrics.headers().firstValue("content-type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(metrics.body().lines())
                .allMatch(line -> line.startsWith("# HELP ")
                        || line.startsWith("# TYPE ")
                        || line.matches("[a-z_]+(\\{([a-z]+=\"[^\"]*\",?)+\\})? -?[0-9.E]+"));
        assertThat(metrics.body())
                .contains("quadrille_runs{pipeline=\"brittle\",status=\"COMPLETE_WITH_DEAD_LETTERS\"} 1\n")
                .contains("quadrille_latest_run_records{pipeline=\"orders\",fate=\"extracted\"} 4\n")
                .doesNotContain(orders, brittle, failed);
    }

    @Test
    void events_begin_with_what_to_do_and_go_on_with_runs_as_described() throws Exception {
        HttpResponse<java.io.InputStream> response = CLIENT.send(
                HttpRequest.newBuilder(URI.create(server.url() + "/api/events")).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream; charset=utf-8");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("retry: 1000");
            String line = lines.readLine();
            while (!line.equals("event: run")) {
                line = lines.readLine();
            }
            valid("Run", JSON.readTree(lines.readLine().substring("data: ".length())));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/runs/nothere, 404, There is no run 'nothere'",
        "/api/runs?cursor=x, 400, The cursor is not one that a page ended with",
        "/api/runs?limit=0, 400, expected a whole number from 1 to 200",
        "/api/runs?limit=many, 400, expected a whole number from 1 to 200",
        "/api/runs?status=lost, 400, there are RUNNING",
        "/api/runs?from=yesterday, 400, is not a time",
        "/api/runs?surprise=1, 400, There is no parameter 'surprise' here",
        "/api/runs/ORDERS?attempt=7, 404, has no attempt 7",
        "/api/runs/ORDERS/rejects?cursor=x, 400, The cursor is not one that a page ended with",
        "/api/runs/ORDERS/rejects?group=colour, 400, only by code",
        "/api/runs/ORDERS/rejects?format=xls, 400, there are json and csv",
        "/api/runs/ORDERS/rejects?limit=500&records=true, 400, from 1 to 100",
        "/api/runs/ORDERS/records/0, 400, is not a line of a file",
        "/api/nothing, 404, There is nothing at '/api/nothing'",
        "/page/../secret, 404, There is nothing at",
        "/page/secret, 404, The page has no file 'secret'"
    })
    void what_cannot_be_answered_is_a_problem_with_a_sentence(String path, int status, String sentence)
            throws Exception {
        HttpResponse<String> response = get(path.replace("ORDERS", orders));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(valid("Problem", JSON.readTree(response.body()))
                        .get("detail")
                        .textValue())
                .contains(sentence);
    }
}
