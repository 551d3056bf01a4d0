package io.quadrille.aws.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quadrille.events.RunKey;
import io.quadrille.observer.api.ObserverApi;
import io.quadrille.observer.http.Guard;
import io.quadrille.observer.http.Response;
import io.quadrille.observer.ledger.MemoryLedger;
import io.quadrille.observer.ledger.RunChange;
import io.quadrille.observer.runs.LedgerQueries;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageFunctionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    private ObserverApi api;
    private PageFunction function;
    private String lastEvent = "";

    @BeforeEach
    void knowARun() {
        MemoryLedger ledger = new MemoryLedger();
        ledger.change(new RunKey("orders", "run1", 1), new RunChange.Failed("The file is gone.", NOW), NOW);
        api = new ObserverApi(
                new LedgerQueries(ledger),
                null,
                new ObserverApi.About("deployment orders-dev", "1", false),
                Duration.ofSeconds(1),
                failure -> Optional.empty());
        function = new PageFunction(api.handler(Guard.NONE, null));
    }

    @AfterEach
    void close() {
        api.close();
    }

    private JsonNode ask(PageFunction asked, String method, String path, String query, String body) throws IOException {
        String event =
                """
                {"version":"2.0","rawPath":"%s","rawQueryString":"%s","headers":{"last-event-id":"%s","host":"x.lambda-url"},
                 "requestContext":{"http":{"method":"%s","path":"%s"}},"body":"%s","isBase64Encoded":true}"""
                        .formatted(path, query, lastEvent, method, path, body);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        asked.handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), output, null);
        return JSON.readTree(output.toByteArray());
    }

    @Test
    void answers_as_a_machine_does() throws IOException {
        JsonNode list = ask(function, "GET", "/api/runs", "limit=1&status=failed", "");
        assertThat(list.path("statusCode").intValue()).isEqualTo(200);
        assertThat(list.at("/headers/Content-Type").textValue()).isEqualTo("application/json");
        assertThat(JSON.readTree(list.path("body").textValue())
                        .at("/items/0/problem")
                        .textValue())
                .isEqualTo("The file is gone.");
        assertThat(ask(function, "GET", "/", "", "").path("body").textValue()).contains("<title>Quadrille</title>");
        assertThat(JSON.readTree(ask(function, "GET", "/api/about", "", "")
                                .path("body")
                                .textValue())
                        .path("token")
                        .isNull())
                .isTrue();
    }

    @Test
    void problems_are_problems_there_too() throws IOException {
        JsonNode answer = ask(function, "GET", "/api/runs", "limit=%zz", "");
        assertThat(answer.path("statusCode").intValue()).isEqualTo(400);
        assertThat(answer.at("/headers/Content-Type").textValue()).isEqualTo("application/problem+json");
        assertThat(ask(function, "POST", "/api/runs/run1/retry", "", "e30=")
                        .path("statusCode")
                        .intValue())
                .isEqualTo(501);
    }

    @Test
    void stream_of_events_ends_with_what_there_is_to_tell() throws IOException {
        assertThat(ask(function, "GET", "/api/events", "", "").path("body").textValue())
                .startsWith("retry: 5000\n\n")
                .contains("event: reset\n", "event: run\ndata: {\"run\":\"run1\"");
    }

    @Test
    void stream_begins_anew_whatever_was_heard_of_another_instance() throws IOException {
        String heard = ask(function, "GET", "/api/events", "", "").path("body").textValue();
        lastEvent = heard.replaceAll("(?s).*\nid: ([^\n]+)\n.*", "$1");
        assertThat(lastEvent).endsWith("-1");
        assertThat(ask(function, "GET", "/api/events", "", "").path("body").textValue())
                .contains("event: reset\n");
    }

    @Test
    void answer_that_is_too_large_for_a_function_says_what_to_do() throws IOException {
        PageFunction large = new PageFunction(request -> Response.download("text/csv", "a.csv", out -> {
            for (int i = 0; i < 100; i++) {
                out.write(new byte[100_000]);
            }
        }));
        JsonNode answer = ask(large, "GET", "/a.csv", "", "");
        assertThat(answer.path("statusCode").intValue()).isEqualTo(413);
        assertThat(answer.path("body").textValue()).contains("quadrille serve --aws");
    }
}
