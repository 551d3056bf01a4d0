package io.quadrille.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quadrille.aws.StopSignal;
import io.quadrille.handlers.Bindings;
import io.quadrille.local.stage.LocalHome;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DevCommandTest {
    @TempDir
    Path folder;

    private Cli cli;
    private Path inbox;

    @BeforeEach
    void openHome() throws IOException {
        cli = new Cli(folder);
        inbox = Files.createDirectory(folder.resolve("inbox"));
    }

    private Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "dev",
                "--home=" + cli.home));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).start();
    }

    private static String await(BufferedReader reader, String text) throws IOException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.contains(text)) {
                return line;
            }
        }
        throw new AssertionError("nobody said '" + text + "'");
    }

    private static String get(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there a process is ended, not asked to end")
    void what_is_dropped_is_run_and_shown_and_known_the_next_time() throws Exception {
        Process dev = start();
        try (BufferedReader out = dev.inputReader(UTF_8);
                BufferedReader err = dev.errorReader(UTF_8)) {
            Path own = Path.of(out.readLine().substring("inbox: ".length()));
            assertThat(own).isEqualTo(cli.home.resolve("inbox").toRealPath());
            String page = out.readLine().substring("page: ".length());
            assertThat(get(page + "/api/runs")).contains("\"items\":[]");
            Files.writeString(own.resolve("people.txt"), "id,name\n");
            Files.writeString(own.resolve("people.csv"), "id,name\n1,Ann\n,Bo\n");
            await(err, "people.txt is ignored: its name does not end with .csv or .csv.gz");
            assertThat(await(err, "taken up")).matches("quadrille: run [a-z0-9]{16}, people\\.csv: taken up\\.");
            assertThat(await(err, "COMPLETE")).contains(", people.csv: COMPLETE_WITH_REJECTS. 1 of 2 records loaded");
            assertThat(get(page + "/api/runs")).contains("people.csv", "COMPLETE_WITH_REJECTS");
            assertThat(cli.call("table", "people").out()).contains("Ann");
            dev.toHandle().destroy(); // the process's own destroy closes its streams, too
            await(err, "stopped. The same command goes on from there.");
            assertThat(out.readLine()).isNull();
            assertThat(dev.waitFor()).isZero();
        } finally {
            dev.destroyForcibly();
        }

        Process next = start();
        try (BufferedReader err = next.errorReader(UTF_8)) {
            await(err, ", people.csv: COMPLETE already; nothing is counted twice.");
            next.toHandle().destroy();
            assertThat(next.waitFor()).isZero();
        } finally {
            next.destroyForcibly();
        }
    }

    @Test
    void run_under_way_is_left_when_it_is_told_to_stop_and_taken_up_the_next_time() throws Exception {
        GatedPipeline gated = new GatedPipeline();
        Files.writeString(inbox.resolve("gated.csv"), "id\n1\ngate\nbad\n");
        StopSignal stop = StopSignal.whenAsked();
        try (LocalHome home = LocalHome.open(cli.home)) {
            SaidLines said = new SaidLines();
            CompletableFuture<Void> work = working(gated.bindings(), home, said, stop);
            said.await("gated.csv: taken up.");
            gated.awaitStill();
            stop.ask();
            work.get(60, TimeUnit.SECONDS);
            gated.open();
        }
        StopSignal again = StopSignal.whenAsked();
        try (LocalHome home = LocalHome.open(cli.home)) {
            SaidLines said = new SaidLines();
            CompletableFuture<Void> work = working(gated.bindings(), home, said, again);
            said.await("gated.csv: COMPLETE");
            again.ask();
            work.get(60, TimeUnit.SECONDS);
        }
        Cli.Result shown = cli.call("show", "last", "--json");
        assertThat(shown.err()).isEmpty();
        JsonNode report = shown.json();
        assertThat(report.get("attempt").intValue()).isEqualTo(1);
        assertThat(report.get("balanced").booleanValue()).isTrue();
    }

    private CompletableFuture<Void> working(Bindings bindings, LocalHome home, SaidLines said, StopSignal stop) {
        Terminal terminal = new Terminal(new ByteArrayOutputStream(), said, false, false, Map.of());
        Inbox files = new Inbox(inbox, terminal::say);
        InboxRuns runs = new InboxRuns(files, new HeldHome(home), file -> bindings, terminal);
        return CompletableFuture.runAsync(() -> {
            try {
                runs.work(stop);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void options_that_contradict_one_another_are_refused_with_a_remedy() throws IOException {
        for (Map.Entry<String, String> refused : Map.of(
                        "--size=prod",
                        "--size names a deployment: it goes with --endpoint-url.",
                        "--endpoint-url=http://127.0.0.1:1 --key=id",
                        "--key is for files of this machine",
                        "--pipeline=customers --key=id",
                        "pipeline 'customers' names its keys itself",
                        "--pipeline=nope",
                        "There is no pipeline 'nope'.",
                        "--key=a,b,c",
                        "does not name one or two different columns",
                        "--port=70000",
                        "--port 70000 is no port",
                        "--inbox=" + cli.file("people.csv", "id\n"),
                        "people.csv is a file; name a folder with --inbox.")
                .entrySet()) {
            List<String> arguments = new ArrayList<>(List.of("dev"));
            arguments.addAll(List.of(refused.getKey().split(" ")));
            Cli.Result result = refused.getKey().contains("endpoint")
                    ? Cli.bare(arguments.toArray(new String[0]))
                    : cli.call(arguments.toArray(new String[0]));
            assertThat(result.err()).as(refused.getKey()).contains(refused.getValue());
            assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        }
    }
}
