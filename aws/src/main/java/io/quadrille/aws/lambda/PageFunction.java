package io.quadrille.aws.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quadrille.aws.stage.DeploymentView;
import io.quadrille.handlers.ports.PermanentFailure;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.observer.api.ObserverApi;
import io.quadrille.observer.http.EventSource;
import io.quadrille.observer.http.Guard;
import io.quadrille.observer.http.Handler;
import io.quadrille.observer.http.HttpProblem;
import io.quadrille.observer.http.Request;
import io.quadrille.observer.http.Response;
import io.quadrille.observer.http.Router;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers the page and the API behind a function's URL, on Lambda (payload format 2.0). Who may ask is IAM's to say: the
 * URL is to have AuthType AWS_IAM. It reads only. Thread safe.
 *
 * <p>A stream of events ends with what there is to tell, and a browser asks again after five seconds.
 */
public final class PageFunction implements RequestStreamHandler {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Of a response, which Lambda limits to 6 MB with all that is around it. */
    private static final int MOST_BYTES = 5_000_000;

    private static final String LAST_EVENT_ID = "last-event-id";
    private static final String RETRY = "retry: 5000\n\n";
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Handler handler;

    /** Sets everything up, so that a snapshot holds it. @throws io.quadrille.aws.NotSetUp naming what is missing */
    public PageFunction() {
        this(handler(DeploymentView.ofEnvironment(System.getenv())));
    }

    PageFunction(Handler handler) {
        this.handler = handler;
    }

    private static Handler handler(DeploymentView view) {
        ObserverApi api = new ObserverApi(
                view.queries(),
                null,
                new ObserverApi.About("deployment " + view.deployment(), "1", false),
                INTERVAL,
                PageFunction::known);
        return api.handler(Guard.NONE, null);
    }

    private static Optional<HttpProblem> known(RuntimeException failure) {
        return failure instanceof RetryableFailure || failure instanceof PermanentFailure
                ? Optional.of(new HttpProblem(503, String.valueOf(failure.getMessage())))
                : Optional.empty();
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Response response;
        try {
            response = handler.answer(request(JSON.readTree(input)));
        } catch (HttpProblem problem) {
            response = Router.refusal(problem);
        }
        byte[] body = body(response.content());
        if (body == null) {
            response = Router.refusal(new HttpProblem(
                    413,
                    "The answer is larger than " + MOST_BYTES + " bytes, which a function cannot send. Ask for less at"
                            + " once, or read the deployment with 'quadrille serve --aws'."));
            body = body(response.content());
        }
        write(output, response, body == null ? new byte[0] : body);
    }

    private static Request request(JsonNode event) {
        Map<String, String> headers = new LinkedHashMap<>();
        event.path("headers")
                .fields()
                .forEachRemaining(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        // Another instance may have given it, from the same snapshot and so with the same mark: each stream begins
        // anew.
        headers.keySet().removeIf(LAST_EVENT_ID::equalsIgnoreCase);
        String text = event.path("body").asText("");
        byte[] body = event.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
        return Request.of(
                event.at("/requestContext/http/method").asText("GET"),
                event.path("rawPath").asText("/"),
                event.path("rawQueryString").asText(""),
                headers,
                body);
    }

    /** @return null if it is too large */
    private static byte @Nullable [] body(Response.Content content) throws IOException {
        if (content instanceof Response.Whole whole) {
            return whole.bytes().length > MOST_BYTES ? null : whole.bytes();
        } else if (content instanceof Response.Events events) {
            return events(events.source());
        } else if (content instanceof Response.Written written) {
            Bounded bounded = new Bounded();
            try {
                written.writing().to(bounded);
            } catch (TooLarge e) {
                return null;
            }
            return bounded.toByteArray();
        }
        throw new IllegalStateException("content of " + content.getClass().getName());
    }

    private static byte[] events(EventSource source) {
        try (source) {
            StringBuilder text = new StringBuilder(RETRY);
            source.now().forEach(event -> text.append(event.text()));
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    private static void write(OutputStream output, Response response, byte[] body) throws IOException {
        ObjectNode answer = JSON.createObjectNode().put("statusCode", response.status());
        ObjectNode headers = answer.putObject("headers");
        new TreeMap<>(response.headers()).forEach(headers::put); // the same bytes in every JVM
        answer.put("body", new String(body, StandardCharsets.UTF_8)).put("isBase64Encoded", false);
        JSON.writeValue(output, answer);
    }

    /** Ends a writing that would be too large. */
    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** Bytes in memory, up to the bound. */
    private static final class Bounded extends ByteArrayOutputStream {
        @Override
        public synchronized void write(int b) {
            throw new UnsupportedOperationException("whole pieces only");
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            if (size() + bytes.length > MOST_BYTES) {
                throw new TooLarge();
            }
            super.write(bytes, 0, bytes.length);
        }
    }
}
