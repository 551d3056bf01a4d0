package io.quadrille.observer.api;

import io.quadrille.events.Fact;
import io.quadrille.observer.api.RunViews.Letter;
import io.quadrille.observer.http.HttpProblem;
import io.quadrille.observer.http.Request;
import io.quadrille.observer.http.Response;
import io.quadrille.observer.http.Route;
import io.quadrille.observer.ledger.DeadLetter;
import io.quadrille.observer.ledger.Page;
import io.quadrille.observer.ledger.RunFilter;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.observer.runs.RunSeries;
import io.quadrille.observer.runs.SinkReport;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs, listed and each by itself. */
final class RunRoutes {
    private static final int MOST = 200;
    private static final int USUAL = 30;
    private static final int MOST_LETTERS = 100;

    private final RunLookup lookup;
    private final InstantSource clock;

    RunRoutes(RunLookup lookup, InstantSource clock) {
        this.lookup = lookup;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/runs", this::list, "pipeline", "status", "from", "to", "cursor", "limit"),
                Route.get("/api/runs/{run}", this::one, RunLookup.ATTEMPT),
                Route.get("/api/runs/{run}/steps", this::steps, RunLookup.ATTEMPT),
                Route.get("/api/runs/{run}/series", this::series, RunLookup.ATTEMPT),
                Route.get("/api/runs/{run}/openlineage", this::lineage, RunLookup.ATTEMPT));
    }

    private Response list(Request request, Map<String, String> segments) {
        RunFilter filter = new RunFilter(
                request.parameter("pipeline").orElse(null),
                request.parameter("status").map(RunRoutes::status).orElse(null),
                request.parameter("from").map(RunRoutes::time).orElse(null),
                request.parameter("to").map(RunRoutes::time).orElse(null));
        int limit = request.number("limit", USUAL, 1, MOST);
        Page<RunReport> page = paged(() -> lookup.queries().runs(filter, request.parameter("cursor"), limit));
        return Json.response(new RunViews.PageOf<>(
                page.items().stream().map(RunViews.Summary::of).toList(),
                page.next().orElse(null)));
    }

    /** A page of an answer, whose cursor the ledger may refuse. */
    static <T> Page<T> paged(java.util.function.Supplier<Page<T>> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badRequest(e.getMessage() + ".");
        }
    }

    private static RunStatus status(String text) {
        try {
            return RunStatus.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badRequest("There is no status '" + HttpProblem.shown(text) + "'; there are "
                    + Arrays.stream(RunStatus.values()).map(Enum::name).collect(Collectors.joining(", ")) + ".");
        }
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw HttpProblem.badRequest(
                    "'" + HttpProblem.shown(text) + "' is not a time; expected such as 2026-11-01T12:00:00Z.");
        }
    }

    private Response one(Request request, Map<String, String> segments) {
        RunReport report = lookup.require(request, segments);
        return Json.response(RunViews.detail(report, letters(report), clock.instant()));
    }

    private List<Letter> letters(RunReport report) {
        if (report.sinks().stream().mapToLong(SinkReport::deadLettered).sum() == 0) {
            return List.of();
        }
        return lookup.queries().deadLetters(report.run()).stream()
                .limit(MOST_LETTERS)
                .map(RunRoutes::letter)
                .toList();
    }

    private static Letter letter(DeadLetter letter) {
        Fact.RecordsDeadLettered fact = letter.fact();
        return new Letter(
                fact.key().step(),
                fact.key().chunk(),
                fact.records(),
                fact.firstLine(),
                fact.lastLine(),
                fact.reason(),
                fact.receives(),
                letter.at());
    }

    /** @param bottleneck null until a step has an outcome */
    record Steps(List<RunViews.StepView> steps, RunViews.@Nullable Slowest bottleneck) {}

    private Response steps(Request request, Map<String, String> segments) {
        RunReport report = lookup.require(request, segments);
        return Json.response(new Steps(RunViews.steps(report), RunViews.Slowest.of(report.bottleneck())));
    }

    /** @param slots when each slot begins; those in which nothing happened are left out */
    record Series(long slotMillis, List<Instant> slots, List<StepSeries> steps) {}

    /** Arrays with a value for each slot; waiting and working are sums over the slot's chunks, in milliseconds. */
    record StepSeries(
            String step, long[] chunks, long[] in, long[] out, long[] backlog, double[] waiting, double[] working) {}

    private Response series(Request request, Map<String, String> segments) {
        RunReport report = lookup.require(request, segments);
        RunSeries series = lookup.queries()
                .findSeries(report.run())
                .orElseThrow(() -> RunLookup.missing(report.run().run()));
        return Json.response(new Series(
                series.slot().toMillis(),
                series.slots(),
                series.steps().stream().map(RunRoutes::points).toList()));
    }

    private static StepSeries points(RunSeries.StepSeries series) {
        List<RunSeries.Point> points = series.points();
        return new StepSeries(
                series.step(),
                points.stream().mapToLong(RunSeries.Point::chunks).toArray(),
                points.stream().mapToLong(RunSeries.Point::in).toArray(),
                points.stream().mapToLong(RunSeries.Point::out).toArray(),
                points.stream().mapToLong(RunSeries.Point::backlog).toArray(),
                points.stream()
                        .mapToDouble(point -> RunViews.millis(point.waiting()))
                        .toArray(),
                points.stream()
                        .mapToDouble(point -> RunViews.millis(point.working()))
                        .toArray());
    }

    private Response lineage(Request request, Map<String, String> segments) {
        RunReport report = lookup.require(request, segments);
        Optional<String> events = lookup.queries().findLineage(report.run());
        return Response.text(
                Response.JSON,
                events.orElseThrow(() -> RunLookup.missing(report.run().run())));
    }
}
