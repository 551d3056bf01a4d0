package io.quadrille.observer.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Requests and responses as the JDK's server has them. Thread safe. */
final class Exchanges {
    /** Longer than this without an event, and a comment shows both ends that the other is there. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    /** What a page waits before it asks again, in milliseconds. */
    private static final String RETRY = "retry: 1000\n\n";

    private final Handler handler;
    private final StuckWriters writers;
    private final Semaphore listeners;

    Exchanges(Handler handler, StuckWriters writers, int mostListeners) {
        this.handler = handler;
        this.writers = writers;
        this.listeners = new Semaphore(mostListeners);
    }

    void answer(HttpExchange exchange) throws IOException, InterruptedException {
        Response response;
        try {
            response = handler.answer(request(exchange));
        } catch (HttpProblem problem) {
            response = Router.refusal(problem);
        }
        boolean withContent = !exchange.getRequestMethod().equals("HEAD");
        if (response.content() instanceof Response.Events events) {
            listen(exchange, response, events.source(), withContent);
        } else if (response.content() instanceof Response.Whole whole) {
            begin(exchange, response, withContent && whole.bytes().length > 0 ? whole.bytes().length : -1);
            if (withContent) {
                try (OutputStream out = body(exchange)) {
                    out.write(whole.bytes());
                }
            }
        } else if (response.content() instanceof Response.Written written) {
            begin(exchange, response, withContent ? 0 : -1);
            if (withContent) {
                write(written.writing(), body(exchange));
            }
        }
    }

    private void listen(HttpExchange exchange, Response response, EventSource source, boolean withContent)
            throws IOException, InterruptedException {
        try (source) {
            if (!listeners.tryAcquire()) {
                Response full = Router.refusal(
                        new HttpProblem(503, "Too many pages listen already. This one asks again by itself."));
                begin(exchange, full.with("Retry-After", "10"), -1);
                return;
            }
            try {
                begin(exchange, response, withContent ? 0 : -1);
                if (withContent) {
                    try (OutputStream out = body(exchange)) {
                        tell(source, out);
                    }
                }
            } finally {
                listeners.release();
            }
        }
    }

    /** Until the client goes away: then a write fails. */
    private static void tell(EventSource source, OutputStream out) throws IOException, InterruptedException {
        write(out, RETRY);
        while (true) {
            Optional<EventSource.Event> event = source.next(HEARTBEAT);
            write(out, event.map(EventSource.Event::text).orElse(":\n\n"));
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** What breaks off in the middle must not look like a whole answer. */
    private void write(Response.Writing writing, OutputStream body) throws IOException {
        try {
            OutputStream out = new BufferedOutputStream(body, 1 << 16);
            writing.to(out);
            out.flush();
        } catch (IOException | RuntimeException e) {
            writers.breakOff(body);
            throw e;
        }
        body.close();
    }

    private OutputStream body(HttpExchange exchange) {
        return writers.watch(exchange.getResponseBody());
    }

    private static void begin(HttpExchange exchange, Response response, long length) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        response.headers().forEach(headers::set);
        exchange.sendResponseHeaders(response.status(), length);
    }

    private static Request request(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        byte[] body = exchange.getRequestBody().readNBytes(Request.MOST_BODY_BYTES + 1);
        if (body.length > Request.MOST_BODY_BYTES) {
            throw Request.tooLarge();
        }
        return Request.of(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                exchange.getRequestURI().getRawQuery(),
                headers,
                body);
    }
}
