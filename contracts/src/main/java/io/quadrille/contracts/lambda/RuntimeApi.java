package io.quadrille.contracts.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Lambda's Runtime API as the Runtime Interface Client asks it: hands out events one by one and takes their answers
 * ("Using the Lambda runtime API for custom runtimes" in the AWS Lambda developer guide).
 */
public final class RuntimeApi implements AutoCloseable {
    private static final String VERSION = "/2018-06-01/runtime";
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private final HttpServer server;
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private int requests;

    /** @param failed whether it is an error, of the invocation or of the start */
    public record Answer(boolean failed, String body) {}

    RuntimeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(VERSION, this::answer);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "runtime-api");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    /** What AWS_LAMBDA_RUNTIME_API names. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /**
     * Hands the event to the function and waits for what it answers.
     *
     * @param runs whether the function's process does
     */
    Answer invoke(String event, BooleanSupplier runs) throws InterruptedException {
        events.add(event);
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < DEADLINE.toNanos()) {
            boolean ended = !runs.getAsBoolean(); // asked first: its last word may be on its way
            Answer answer = answers.poll(100, TimeUnit.MILLISECONDS);
            if (answer != null) {
                return answer;
            } else if (ended) {
                throw new IllegalStateException("the function's process ended without an answer; its log says why");
            }
        }
        throw new IllegalStateException("the function gave no answer within " + DEADLINE);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(VERSION.length());
        try (exchange) {
            if (path.equals("/invocation/next")) {
                next(exchange);
            } else {
                String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                answers.add(new Answer(path.endsWith("/error"), body));
                exchange.sendResponseHeaders(202, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        byte[] event = events.take().getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json"); // without it the native client crashes
        exchange.getResponseHeaders().add("Lambda-Runtime-Aws-Request-Id", "request-" + ++requests);
        exchange.getResponseHeaders()
                .add("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + DEADLINE.toMillis()));
        exchange.getResponseHeaders()
                .add(
                        "Lambda-Runtime-Invoked-Function-Arn",
                        "arn:aws:lambda:us-east-1:123456789012:function:under-test");
        exchange.sendResponseHeaders(200, event.length);
        exchange.getResponseBody().write(event);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
