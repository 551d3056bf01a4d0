package io.quadrille.contracts.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.RunKey;
import io.quadrille.observer.api.ObserverApi;
import io.quadrille.observer.http.Guard;
import io.quadrille.observer.http.Handler;
import io.quadrille.observer.http.HttpProblem;
import io.quadrille.observer.http.Request;
import io.quadrille.observer.http.Response;
import io.quadrille.observer.ledger.MemoryLedger;
import io.quadrille.observer.ledger.RunChange;
import io.quadrille.observer.operator.AmendmentPlan;
import io.quadrille.observer.operator.AmendmentReceipt;
import io.quadrille.observer.operator.AmendmentRequest;
import io.quadrille.observer.operator.CannotAmend;
import io.quadrille.observer.operator.Operator;
import io.quadrille.observer.runs.LedgerQueries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Any request: answered, or refused as a problem of the caller's; never as one of the server's. */
final class RequestFuzzTest {
    private static final int CHANGES = 300;
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    /** Finds nothing to amend; what it is asked has been read by then. */
    private static final Operator UNABLE = new Operator() {
        @Override
        public AmendmentPlan plan(AmendmentRequest request) {
            return new AmendmentPlan(request, List.of(), List.of());
        }

        @Override
        public CompletableFuture<AmendmentReceipt> carryOut(AmendmentRequest request, String idempotencyKey) {
            return CompletableFuture.failedFuture(new CannotAmend("Nothing is to be amended."));
        }
    };

    private int answered;

    @Test
    void request_is_answered_or_the_callers_mistake() {
        MemoryLedger ledger = new MemoryLedger();
        ledger.change(new RunKey("orders", "run1", 1), new RunChange.Failed("gone", NOW), NOW);
        try (ObserverApi api = new ObserverApi(
                new LedgerQueries(ledger),
                UNABLE,
                new ObserverApi.About("here", "1", false),
                Duration.ofHours(1),
                failure -> Optional.empty())) {
            Handler handler = api.handler(Guard.NONE, null);
            int number = 0;
            for (String line : Corpus.lines("requests.txt")) {
                for (int i = 0; i <= CHANGES; i++) {
                    SplittableRandom random = new SplittableRandom(1_000L * number + i);
                    byte[] input = line.getBytes(UTF_8);
                    byte[] changed = i == 0 ? input : Corpus.changed(input, random);
                    Corpus.attempt(
                            "request " + number + ", change " + i,
                            changed,
                            random,
                            (bytes, again) -> assertNoFault(handler, new String(bytes, UTF_8)));
                }
                number++;
            }
        }
        assertThat(answered).isPositive();
    }

    private void assertNoFault(Handler handler, String text) {
        String[] words = text.split(" ", 3);
        String address = words.length < 2 ? "/" : words[1];
        int mark = address.indexOf('?');
        try {
            Request request = Request.of(
                    words[0],
                    mark < 0 ? address : address.substring(0, mark),
                    mark < 0 ? null : address.substring(mark + 1),
                    Map.of("content-type", "application/json", "idempotency-key", "fuzz"),
                    (words.length < 3 ? "" : words[2]).getBytes(UTF_8));
            Response response = handler.answer(request);
            assertThat(response.status()).isBetween(200, 499);
            answered += response.status() == 200 ? 1 : 0;
        } catch (HttpProblem e) {
            assertThat(e.status()).isBetween(400, 499);
        }
    }
}
