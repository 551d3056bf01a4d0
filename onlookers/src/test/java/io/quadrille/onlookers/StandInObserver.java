package io.quadrille.onlookers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Answers on 127.0.0.1 as an observer with one run does. Who listens is told to read everything, of one change, and once
 * that the ledger cannot be read; then nothing more.
 */
final class StandInObserver implements AutoCloseable {
    private static final String EVENTS =
            """
            retry: 1000

            id: 1
            event: reset
            data: {}

            id: 2
            event: run
            data: {"run":"r1"}

            id: 3
            event: trouble
            data: {"sentence":"cannot be read"}

            """;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Semaphore listening = new Semaphore(0);
    private final HttpServer server;

    /** @param seriesStatus the HTTP status of each series */
    StandInObserver(int seriesStatus) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.setExecutor(threads);
        server.createContext("/api/runs", exchange -> answer(exchange, 200, "{\"items\":[{\"run\":\"r1\"}]}"));
        server.createContext("/api/runs/r1", exchange -> answer(exchange, 200, "{}"));
        server.createContext("/api/runs/r1/series", exchange -> answer(exchange, seriesStatus, "{}"));
        server.createContext("/api/events", this::tell);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private void tell(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            out.write(EVENTS.getBytes(UTF_8));
            out.flush();
            listening.release();
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until so many were told all there is. */
    void awaitListeners(int count) throws InterruptedException {
        listening.acquire(count);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
