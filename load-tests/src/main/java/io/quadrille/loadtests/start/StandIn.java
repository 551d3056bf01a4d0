package io.quadrille.loadtests.start;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers the few AWS calls that a step's first event takes, at once and always alike, so that no endpoint is measured. */
final class StandIn implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger published = new AtomicInteger();

    StandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How often events were put since it was last asked. */
    int published() {
        return published.getAndSet(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
            if (target.equals("AWSEvents.PutEvents")) {
                published.incrementAndGet();
                send(exchange, 200, "{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"1\"}]}");
            } else if (target.equals("AWSEvents.DescribeEventBus")) {
                send(
                        exchange,
                        200,
                        "{\"Name\":\"orders\",\"Arn\":\"arn:aws:events:us-east-1:123456789012:event-bus/orders\"}");
            } else if (target.equals("AmazonSSM.GetParametersByPath")) {
                send(exchange, 200, "{\"Parameters\":[]}");
            } else {
                send(exchange, 400, "{\"__type\":\"UnknownOperationException\",\"message\":\"" + target + "\"}");
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
