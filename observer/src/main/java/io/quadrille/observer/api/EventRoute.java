package io.quadrille.observer.api;

import io.quadrille.observer.http.Request;
import io.quadrille.observer.http.Response;
import io.quadrille.observer.http.Route;
import io.quadrille.observer.runs.RunReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The feed as server-sent events. */
final class EventRoute {
    private final RunFeed feed;

    EventRoute(RunFeed feed) {
        this.feed = feed;
    }

    List<Route> routes() {
        return List.of(Route.get("/api/events", this::listen, "run"));
    }

    private Response listen(Request request, Map<String, String> segments) {
        return Response.events(feed.listen(
                request.header("last-event-id"), request.parameter("run").orElse(null)));
    }

    /** Reads what the feed tells: the first page of the list, and runs by id. */
    static final class Ledger implements RunFeed.Ledger {
        private static final int LATEST = 30;

        private final RunLookup lookup;

        Ledger(RunLookup lookup) {
            this.lookup = lookup;
        }

        @Override
        public Map<String, String> latest() {
            Map<String, String> latest = new LinkedHashMap<>();
            for (RunReport report : lookup.queries()
                    .runs(io.quadrille.observer.ledger.RunFilter.ALL, Optional.empty(), LATEST)
                    .items()) {
                // Of several attempts in the page, the latest comes first.
                latest.putIfAbsent(report.run().run(), json(report));
            }
            return latest;
        }

        @Override
        public Optional<String> find(String run) {
            return lookup.queries().findLatestAttempt(run).map(Ledger::json);
        }

        private static String json(RunReport report) {
            return Json.write(RunViews.Summary.of(report));
        }
    }
}
