package io.quadrille.observer.api;

import io.quadrille.observer.http.Guard;
import io.quadrille.observer.http.Handler;
import io.quadrille.observer.http.HttpProblem;
import io.quadrille.observer.http.Response;
import io.quadrille.observer.http.Route;
import io.quadrille.observer.http.Router;
import io.quadrille.observer.operator.Operator;
import io.quadrille.observer.page.PageFiles;
import io.quadrille.observer.runs.RunQueries;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the observer answers over HTTP, and the page: the same on a machine and in a function. Thread safe.
 *
 * <pre>{@code
 * try (ObserverApi api = new ObserverApi(queries, null, about, Duration.ofMillis(500), failure -> Optional.empty())) {
 *     server.start(api.handler(Guard.ofMachine(server.port(), token), token));
 * }
 * }</pre>
 */
public final class ObserverApi implements AutoCloseable {
    private final RunLookup lookup;
    private final About about;
    private final @Nullable Operator operator;
    private final InstantSource clock;
    private final Function<RuntimeException, Optional<HttpProblem>> known;
    private final RunFeed feed;

    /**
     * What is served.
     *
     * @param place where runs are read from, for people, such as {@code home .quadrille}
     * @param republishes whether events were kept that the operator can publish again
     */
    public record About(String place, String version, boolean republishes) {}

    /**
     * @param operator null where runs are only read
     * @param interval how often the ledger is read while somebody listens
     * @param known what failures of the stores beneath mean; empty for those that nobody expects
     */
    public ObserverApi(
            RunQueries queries,
            @Nullable Operator operator,
            About about,
            Duration interval,
            Function<RuntimeException, Optional<HttpProblem>> known) {
        this.lookup = new RunLookup(queries);
        this.operator = operator;
        this.about = about;
        this.clock = InstantSource.system();
        this.known = known;
        String mark = Long.toString(clock.millis(), Character.MAX_RADIX);
        this.feed = new RunFeed(new EventRoute.Ledger(lookup), mark, interval, known);
    }

    /** @param token what the page is told to send with what changes a run; null where nobody asks for one */
    public Handler handler(Guard guard, @Nullable String token) {
        return new Router(routes(token), guard, known);
    }

    List<Route> routes(@Nullable String token) {
        List<Route> routes = new ArrayList<>();
        routes.addAll(new RunRoutes(lookup, clock).routes());
        routes.addAll(new RejectRoutes(lookup).routes());
        routes.addAll(new RecordRoute(lookup).routes());
        routes.addAll(new EventRoute(feed).routes());
        routes.addAll(new AmendmentRoutes(lookup, operator).routes());
        routes.addAll(new MetricsRoute(lookup, feed, clock).routes());
        routes.add(Route.get("/api/about", (request, segments) -> Json.response(told(token))));
        routes.add(Route.get("/openapi.json", (request, segments) -> Response.text(Response.JSON, openApi())));
        routes.addAll(PageFiles.routes());
        return routes;
    }

    /**
     * @param amends whether runs may be mended here
     * @param republishes whether their events may be published again
     * @param token what the page sends with it; other sites cannot read it
     */
    record Told(String place, String version, boolean amends, boolean republishes, @Nullable String token) {}

    private Told told(@Nullable String token) {
        return new Told(
                about.place(), about.version(), operator != null, operator != null && about.republishes(), token);
    }

    static String openApi() {
        try (InputStream in = ObserverApi.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("openapi.json is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        feed.close();
    }
}
