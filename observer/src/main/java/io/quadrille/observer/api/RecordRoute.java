package io.quadrille.observer.api;

import io.quadrille.events.Envelope;
import io.quadrille.observer.http.HttpProblem;
import io.quadrille.observer.http.Request;
import io.quadrille.observer.http.Response;
import io.quadrille.observer.http.Route;
import io.quadrille.observer.ledger.RejectRow;
import io.quadrille.observer.runs.RecordJourney;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.observer.runs.SourceRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of the record on a line. */
final class RecordRoute {
    private final RunLookup lookup;

    RecordRoute(RunLookup lookup) {
        this.lookup = lookup;
    }

    List<Route> routes() {
        return List.of(Route.get("/api/runs/{run}/records/{line}", this::journey, RunLookup.ATTEMPT));
    }

    /**
     * A record's way.
     *
     * @param chunk null where it cannot be told; {@code gaps} then say why
     * @param record as it stands in the source; null where it is withheld or cannot be read
     */
    record Journey(
            long line,
            @Nullable Integer chunk,
            @Nullable Long recordLine,
            @Nullable Long bytePosition,
            @Nullable String record,
            @Nullable String withheld,
            List<Visit> visits,
            List<Resent> resent,
            List<String> gaps) {}

    /** A retry that took the record up. @param visits empty until they are known of */
    record Resent(int amendment, Instant at, List<Visit> visits) {}

    /** @param at when the step reported the record's chunk; null where it has not */
    record Visit(
            String step,
            String fate,
            @Nullable Instant at,
            double waitingMillis,
            double workingMillis,
            List<Refusal> rejects,
            List<Event> events) {}

    record Refusal(@Nullable String column, String code, String message) {}

    /** An event as captured, without its records. */
    record Event(String id, String type, Instant time) {}

    private Response journey(Request request, Map<String, String> segments) {
        RunReport report = lookup.require(request, segments);
        long line = line(segments.getOrDefault("line", ""));
        RecordJourney journey = lookup.queries()
                .findJourney(report.run(), line)
                .orElseThrow(() -> RunLookup.missing(report.run().run()));
        RecordJourney.Place place = journey.place();
        SourceRecord record = place == null ? null : place.record();
        return Json.response(new Journey(
                line,
                place == null ? null : place.chunk(),
                record == null ? null : record.line(),
                record == null ? null : record.bytePosition(),
                record == null ? null : record.text(),
                record == null ? null : record.withheld(),
                journey.visits().stream().map(RecordRoute::visit).toList(),
                journey.resent().stream()
                        .map(again -> new Resent(
                                again.amendment(),
                                again.at(),
                                again.visits().stream().map(RecordRoute::visit).toList()))
                        .toList(),
                journey.gaps()));
    }

    private static long line(String text) {
        try {
            long line = Long.parseLong(text);
            if (line >= 1) {
                return line;
            }
        } catch (NumberFormatException e) {
            throw noLine(text);
        }
        throw noLine(text);
    }

    private static HttpProblem noLine(String text) {
        return HttpProblem.badRequest(
                "'" + HttpProblem.shown(text) + "' is not a line of a file; they are numbered from 1, the header's.");
    }

    private static Visit visit(RecordJourney.Visit visit) {
        return new Visit(
                visit.step(),
                visit.fate().name(),
                visit.at(),
                RunViews.millis(visit.waiting()),
                RunViews.millis(visit.working()),
                visit.rejects().stream().map(RecordRoute::refusal).toList(),
                visit.events().stream().map(RecordRoute::event).toList());
    }

    private static Refusal refusal(RejectRow row) {
        return new Refusal(
                Clipped.nameOrNull(row.rejection().column()),
                row.rejection().code(),
                row.rejection().message());
    }

    private static Event event(Envelope envelope) {
        return new Event(envelope.id(), envelope.type(), envelope.time());
    }
}
