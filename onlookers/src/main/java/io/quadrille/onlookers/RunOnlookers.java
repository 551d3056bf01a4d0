package io.quadrille.onlookers;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.doWhile;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.sse;
import static io.gatling.javaapi.http.HttpDsl.status;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatling.http.action.sse.SseInboundMessage;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Those who look at the latest run of an observer. Askers list the runs, open the latest, its series and its rejects, and
 * begin again; listeners hold a live connection for as long as the others ask. Each opens everything at least once, unless
 * the list is refused.
 *
 * <p>System properties: {@code onlookers.url} of the observer, the numbers {@code onlookers.askers} and
 * {@code onlookers.listeners}. Standard output has a line {@code ready} when the first users could begin; they do at a line
 * on standard input, leave at its end, and then a line {@code left told=N trouble=N} says how many changes the listeners
 * were told, and how often that the ledger could not be read.
 */
public final class RunOnlookers extends Simulation {
    private static final String LIST = "list";
    private static final String RUN = "run";
    private static final String SERIES = "series";
    private static final String REJECTS = "rejects";
    private static final String LISTEN = "listen";
    private static final String FIRST_EVENT = "first event";
    /** What is asked, by name. */
    static final List<String> REQUESTS = List.of(LIST, RUN, SERIES, REJECTS, LISTEN, FIRST_EVENT);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    /** An event that a listener was told, as Gatling hands it on. */
    private static final String EVENT = "\"event\":\"";

    private final BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    private final AtomicLong told = new AtomicLong();
    private final AtomicLong trouble = new AtomicLong();
    private volatile boolean ended;

    public RunOnlookers() {
        setUp(
                        asking().injectOpen(atOnceUsers(Integer.getInteger("onlookers.askers"))),
                        listening().injectOpen(atOnceUsers(Integer.getInteger("onlookers.listeners"))))
                .protocols(http.baseUrl(System.getProperty("onlookers.url"))
                        .disableWarmUp()
                        .sseUnmatchedInboundMessageBufferSize(1_000));
    }

    private ScenarioBuilder asking() {
        return scenario("asking")
                .exec(untilThereIsARun())
                .exec(doWhile(this::goesOn)
                        .on(
                                exec(listing()),
                                exec(looking(RUN, "/api/runs/#{run}")),
                                exec(looking(SERIES, "/api/runs/#{run}/series")),
                                exec(looking(REJECTS, "/api/runs/#{run}/rejects")),
                                pause(BETWEEN_LOOKS)));
    }

    private ScenarioBuilder listening() {
        return scenario("listening")
                .exec(untilThereIsARun())
                .exec(sse(LISTEN)
                        .get("/api/events?run=#{run}")
                        // Who comes without a last event is told to read everything.
                        .await(10)
                        .on(sse.checkMessage(FIRST_EVENT)
                                .matching(jsonPath("$.event").is("reset"))))
                .exec(doWhile(this::goesOn).on(pause(BETWEEN_LOOKS), sse.processUnmatchedMessages(this::count)))
                .exec(sse("stop listening").close());
    }

    private static ChainBuilder untilThereIsARun() {
        return asLongAs(session -> !session.contains("run") && !session.isFailed())
                .on(exec(listing()), pause(BETWEEN_LOOKS))
                .exitHereIfFailed();
    }

    private static HttpRequestActionBuilder listing() {
        return looking(LIST, "/api/runs?limit=10")
                .check(jsonPath("$.items[0].run").optional().saveAs("run"));
    }

    private static HttpRequestActionBuilder looking(String name, String path) {
        return http(name).get(path).check(status().is(200));
    }

    private boolean goesOn(Session session) {
        return !ended;
    }

    private Session count(List<SseInboundMessage> messages, Session session) {
        for (SseInboundMessage each : messages) {
            if (each.message().contains(EVENT + "trouble")) {
                trouble.incrementAndGet();
            } else if (each.message().contains(EVENT)) {
                told.incrementAndGet();
            }
        }
        return session;
    }

    @Override
    public void before() {
        System.out.println("ready");
        awaitOrder();
        Thread end = new Thread(
                () -> {
                    awaitEnd();
                    ended = true;
                },
                "end of the orders");
        end.setDaemon(true);
        end.start();
    }

    private void awaitOrder() {
        try {
            if (orders.readLine() == null) {
                throw new IllegalStateException("standard input ended before there was a line to begin at");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitEnd() {
        try {
            while (orders.readLine() != null) {
                // only its end means something
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void after() {
        System.out.println("left told=" + told + " trouble=" + trouble);
    }
}
