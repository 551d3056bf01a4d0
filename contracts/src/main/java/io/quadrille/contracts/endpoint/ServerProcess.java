package io.quadrille.contracts.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that a test run starts and ends. */
public final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final URI url;

    private ServerProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts a server and waits until it says where it is.
     *
     * @param ready its line that does, with the URL as the first group
     * @throws IOException if it ends or says nothing of the kind for a minute; the message has what it said last
     */
    public static ServerProcess start(ProcessBuilder builder, Pattern ready) throws IOException {
        Process process = builder.redirectErrorStream(true).start();
        CompletableFuture<String> url = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process, ready, url), "server-output");
        reader.setDaemon(true);
        reader.start();
        try {
            return new ServerProcess(process, URI.create(url.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)));
        } catch (ExecutionException | TimeoutException e) {
            end(process);
            throw new IOException("it did not come up: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            end(process);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Reads on after it is up, so that its pipe never fills. */
    private static void read(Process process, Pattern ready, CompletableFuture<String> url) {
        String last = "nothing";
        try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Matcher matcher = ready.matcher(line);
                if (matcher.find()) {
                    url.complete(matcher.group(1));
                }
                last = line;
            }
        } catch (IOException e) {
            url.completeExceptionally(new UncheckedIOException(e));
        }
        url.completeExceptionally(new IOException("it ended and said last: " + last));
    }

    public URI url() {
        return url;
    }

    @Override
    public void close() {
        end(process);
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
