package io.quadrille.acceptance.deployed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A {@code moto_server} of its own on a free loopback port: an AWS endpoint that we did not write. */
final class LoopbackEndpoint implements AutoCloseable {
    private static final Pattern RUNNING = Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");

    private final Process process;
    private final URI url;

    private LoopbackEndpoint(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    static Optional<Path> findServer() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "moto_server"))
                .filter(server -> server.toFile().canExecute())
                .findFirst();
    }

    /** @throws IOException if it ends before it is up; the message has what it said last */
    static LoopbackEndpoint start(Path log) throws IOException {
        Process process = new ProcessBuilder(findServer().orElseThrow().toString(), "-H", "127.0.0.1", "-p", "0")
                .redirectOutput(log.toFile())
                .start();
        BufferedReader output = new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8));
        String last = "nothing";
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher running = RUNNING.matcher(line);
            if (running.find()) {
                Thread reader = new Thread(() -> output.lines().forEach(request -> {}), "endpoint-output");
                reader.setDaemon(true); // so that its pipe never fills
                reader.start();
                return new LoopbackEndpoint(process, URI.create(running.group(1)));
            }
            last = line;
        }
        throw new IOException("moto_server ended and said last: " + last);
    }

    URI url() {
        return url;
    }

    /** The first of a kind in the default network that an emulator has; there is no other need of a client of EC2. */
    String ofDefaultNetwork(String action, String element) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=test/20261101/" + IamActions.REGION
                                + "/ec2/aws4_request, SignedHeaders=host, Signature=none")
                .POST(HttpRequest.BodyPublishers.ofString("Version=2016-11-15&Action=" + action))
                .build();
        String body = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher found = Pattern.compile("<" + element + ">([^<]+)<").matcher(body);
        if (!found.find()) {
            throw new IOException(action + " told no " + element + ": " + body);
        }
        return found.group(1);
    }

    @Override
    public void close() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
