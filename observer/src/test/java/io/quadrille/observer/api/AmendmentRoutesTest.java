package io.quadrille.observer.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quadrille.events.RunKey;
import io.quadrille.observer.http.HttpProblem;
import io.quadrille.observer.http.Request;
import io.quadrille.observer.http.Response;
import io.quadrille.observer.http.Route;
import io.quadrille.observer.ledger.MemoryLedger;
import io.quadrille.observer.ledger.RunChange;
import io.quadrille.observer.operator.AmendmentPlan;
import io.quadrille.observer.operator.AmendmentReceipt;
import io.quadrille.observer.operator.AmendmentRequest;
import io.quadrille.observer.operator.CannotAmend;
import io.quadrille.observer.operator.Operator;
import io.quadrille.observer.runs.LedgerQueries;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AmendmentRoutesTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final RunKey RUN = new RunKey("orders", "run1", 1);

    private final Asked operator = new Asked();
    private RunLookup lookup;

    /** An operator that keeps what it was asked, and ends when it is told to. */
    private static final class Asked implements Operator {
        private final List<String> carriedOut = new ArrayList<>();
        private CompletableFuture<AmendmentReceipt> receipt = new CompletableFuture<>();

        @Override
        public AmendmentPlan plan(AmendmentRequest request) {
            if ("UNKNOWN".equals(request.code())) {
                throw new CannotAmend("Nothing was rejected as UNKNOWN.");
            }
            return new AmendmentPlan(
                    request,
                    List.of(new AmendmentPlan.Share("load", "NOT_A_NUMBER", 198, 0)),
                    List.of("The file is read again."));
        }

        @Override
        public CompletableFuture<AmendmentReceipt> carryOut(AmendmentRequest request, String key) {
            carriedOut.add(request.action() + " " + key);
            return receipt;
        }
    }

    @BeforeEach
    void knowARun() {
        MemoryLedger ledger = new MemoryLedger();
        ledger.change(RUN, new RunChange.Failed("gone", NOW), NOW);
        lookup = new RunLookup(new LedgerQueries(ledger));
    }

    private Response post(Operator asked, String action, String body, Map<String, String> headers) {
        Route route = new AmendmentRoutes(lookup, asked)
                .routes().stream()
                        .filter(each -> each.template().endsWith("/" + action))
                        .findFirst()
                        .orElseThrow();
        return post(route, body, headers);
    }

    private static Response post(Route route, String body, Map<String, String> headers) {
        Request request = Request.of("POST", "/", null, headers, body.getBytes(UTF_8));
        return route.answer().to(request, Map.of("run", "run1"));
    }

    private static JsonNode json(Response response) throws IOException {
        return new ObjectMapper().readTree(((Response.Whole) response.content()).bytes());
    }

    @Test
    void dry_run_tells_what_would_be_sent_and_sends_nothing() throws IOException {
        Response response = post(operator, "retry", "{\"dryRun\":true,\"code\":\"NOT_A_NUMBER\"}", Map.of());
        assertThat(response.status()).isEqualTo(200);
        assertThat(json(response).path("state").textValue()).isEqualTo("PLANNED");
        assertThat(json(response).path("sentence").textValue())
                .isEqualTo("198 rejected records are read from the source again and sent once more: 198 NOT_A_NUMBER at"
                        + " load.");
        assertThat(operator.carriedOut).isEmpty();
    }

    @Test
    void same_key_is_carried_out_once_and_tells_how_it_goes() throws IOException {
        Route retry = new AmendmentRoutes(lookup, operator).routes().get(0);
        Map<String, String> key = Map.of("Idempotency-Key", "k1");
        Response first = post(retry, "", key);
        assertThat(first.status()).isEqualTo(202);
        assertThat(first.headers()).containsEntry("Location", "/api/runs/run1");
        assertThat(json(first).path("state").textValue()).isEqualTo("BEGUN");
        operator.receipt.complete(new AmendmentReceipt(AmendmentRequest.retry(RUN, null), List.of(1), 198, 2));
        JsonNode second = json(post(retry, "{}", key));
        assertThat(second.path("state").textValue()).isEqualTo("DONE");
        assertThat(second.path("amendments").get(0).intValue()).isEqualTo(1);
        assertThat(operator.carriedOut).containsExactly("RETRY k1");
        assertThatThrownBy(() -> post(retry, "{\"code\":\"OTHER\"}", key))
                .isInstanceOf(HttpProblem.class)
                .hasMessageContaining("used for another wish");
    }

    @Test
    void one_that_broke_off_says_so_and_goes_on_when_it_is_asked_again() throws IOException {
        Route retry = new AmendmentRoutes(lookup, operator).routes().get(0);
        Map<String, String> key = Map.of("Idempotency-Key", "k1");
        operator.receipt.completeExceptionally(new CannotAmend("The file was changed."));
        JsonNode failed = json(post(retry, "", key));
        assertThat(failed.path("state").textValue()).isEqualTo("FAILED");
        assertThat(failed.path("problem").textValue()).isEqualTo("The file was changed.");
        operator.receipt = new CompletableFuture<>();
        assertThat(json(post(retry, "", key)).path("state").textValue()).isEqualTo("BEGUN");
        assertThat(operator.carriedOut).containsExactly("RETRY k1", "RETRY k1");
    }

    @Test
    void key_is_asked_for() {
        assertThatThrownBy(() -> post(operator, "redrive", "", Map.of())).hasMessageContaining("Idempotency-Key");
        assertThatThrownBy(() -> post(operator, "redrive", "", Map.of("Idempotency-Key", "a b")))
                .hasMessageContaining("Idempotency-Key");
    }

    @Test
    void what_cannot_be_amended_is_a_conflict_with_its_sentence() {
        assertThatThrownBy(() -> post(operator, "retry", "{\"code\":\"UNKNOWN\"}", Map.of("Idempotency-Key", "k")))
                .isInstanceOfSatisfying(HttpProblem.class, problem -> {
                    assertThat(problem.status()).isEqualTo(409);
                    assertThat(problem.sentence()).isEqualTo("Nothing was rejected as UNKNOWN.");
                });
    }

    @Test
    void malformed_bodies_are_told_what_is_expected() {
        for (String body : List.of("[]", "{", "null", "{\"dryrun\":true}", "{\"dryRun\":1}", "{\"step\":\"x\"}")) {
            assertThatThrownBy(() -> post(operator, "retry", body, Map.of("Idempotency-Key", "k")))
                    .as(body)
                    .hasMessageContaining("a JSON object with code, dryRun");
        }
        assertThatThrownBy(() -> post(operator, "retry", "{\"code\":\"not a code\"}", Map.of()))
                .hasMessageContaining("reject code");
    }

    @Test
    void server_without_an_operator_says_that_it_only_reads() {
        assertThatThrownBy(() -> post(null, "retry", "", Map.of()))
                .isInstanceOfSatisfying(HttpProblem.class, problem -> assertThat(problem.status())
                        .isEqualTo(501));
    }
}
