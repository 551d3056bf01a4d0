package io.quadrille.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quadrille.cli.Cli.Result;
import io.quadrille.local.stage.HomeView;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void openHome() {
        cli = new Cli(folder);
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there a process is ended, not asked to end")
    void serves_a_home_that_has_no_runs_yet_and_ends_with_0_when_it_is_asked_to() throws Exception {
        Process serve = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--port=0",
                        "--home=" + cli.home)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = serve.inputReader()) {
            String line = out.readLine();
            assertThat(line).matches("page: http://127\\.0\\.0\\.1:[0-9]+");
            String url = line.substring("page: ".length());
            assertThat(get(url).body()).contains("<title>Quadrille</title>");
            assertThat(get(url + "/api/runs").body()).contains("\"items\":[]");
            cli.run(cli.file("people.csv", "id,name\n1,Ann\n"));
            assertThat(get(url + "/api/runs").body()).contains("people.csv");
            serve.toHandle().destroy(); // the process's own destroy closes its streams, too
            assertThat(serve.waitFor()).isZero();
            assertThat(out.readLine()).isNull();
        } finally {
            serve.destroyForcibly();
        }
    }

    @Test
    void port_that_is_taken_is_told() throws IOException {
        cli.run(cli.file("people.csv", "id\n1\n"));
        try (LocalView view = LocalView.of(HomeView.open(cli.home), cli.home, "");
                PageServer server = PageServer.open(view, KeptEvents.NONE, 0)) {
            int port = URI.create(server.url()).getPort();
            Result second = cli.call("serve", "--port=" + port);
            assertThat(second.code()).isEqualTo(1);
            assertThat(second.err())
                    .contains("Port " + port + " of 127.0.0.1 is taken")
                    .hasLineCount(1);
            assertThat(second.out()).isEmpty();
        }
    }

    @Test
    void port_that_is_none_is_a_usage_error() {
        Result result = cli.call("serve", "--port=70000");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--port 70000 is no port");
    }

    @Test
    void changes_need_the_token_which_only_the_page_is_told() throws Exception {
        JsonNode report = cli.run(cli.file("people.csv", "id\n1\n"));
        try (LocalView view = LocalView.of(HomeView.open(cli.home), cli.home, "");
                PageServer server = PageServer.open(view, KeptEvents.NONE, 0)) {
            HttpResponse<String> about = get(server.url() + "/api/about");
            assertThat(about.headers().firstValue("access-control-allow-origin"))
                    .isEmpty();
            String token =
                    new ObjectMapper().readTree(about.body()).path("token").textValue();
            URI retry =
                    URI.create(server.url() + "/api/runs/" + report.get("run").textValue() + "/retry");
            HttpRequest.Builder post = HttpRequest.newBuilder(retry).POST(HttpRequest.BodyPublishers.ofString("{}"));
            assertThat(client.send(post.build(), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(403);
            assertThat(client.send(
                                    post.header("X-Quadrille-Token", token).build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("Send the header Idempotency-Key");
        }
    }
}
