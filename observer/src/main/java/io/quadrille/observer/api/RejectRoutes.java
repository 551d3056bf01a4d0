package io.quadrille.observer.api;

import io.quadrille.events.Rejection;
import io.quadrille.events.RunKey;
import io.quadrille.observer.api.RunViews.Group;
import io.quadrille.observer.http.HttpProblem;
import io.quadrille.observer.http.Request;
import io.quadrille.observer.http.Response;
import io.quadrille.observer.http.Route;
import io.quadrille.observer.ledger.Page;
import io.quadrille.observer.ledger.RejectFilter;
import io.quadrille.observer.ledger.RejectRow;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.observer.runs.SourceRecord;
import io.quadrille.observer.runs.SourceRecords.SourceGone;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a run rejected: in groups, by line with the records read again from the source, and as a CSV download. */
final class RejectRoutes {
    private static final int MOST = 1_000;
    private static final int MOST_WITH_RECORDS = 100;
    private static final int USUAL = 100;
    private static final int CSV_PAGE = 1_000;

    private final RunLookup lookup;

    RejectRoutes(RunLookup lookup) {
        this.lookup = lookup;
    }

    List<Route> routes() {
        return List.of(Route.get(
                "/api/runs/{run}/rejects",
                this::rejects,
                RunLookup.ATTEMPT,
                "group",
                "step",
                "code",
                "column",
                "records",
                "format",
                "cursor",
                "limit"));
    }

    private Response rejects(Request request, Map<String, String> segments) {
        RunReport report = lookup.require(request, segments);
        String format = request.parameter("format").orElse("json");
        if (format.equals("csv")) {
            return csv(report.run(), filter(request));
        } else if (!format.equals("json")) {
            throw HttpProblem.badRequest(
                    "There is no format '" + HttpProblem.shown(format) + "'; there are json and csv.");
        }
        Optional<String> group = request.parameter("group");
        if (group.isEmpty()) {
            return rows(report.run(), request);
        } else if (!group.get().equals("code")) {
            throw HttpProblem.badRequest(
                    "Rejects are not grouped by '" + HttpProblem.shown(group.get()) + "', only by code.");
        }
        return Json.response(new Groups(report.rejects().stream().map(Group::of).toList()));
    }

    record Groups(List<Group> groups) {}

    /** The column may be empty: then those that name none. */
    private static RejectFilter filter(Request request) {
        return new RejectFilter(
                request.parameter("step").orElse(null),
                request.parameter("code").orElse(null),
                request.query().get("column"));
    }

    /**
     * A rejected record.
     *
     * @param record as it stands in the source; null unless it was asked for and may be shown
     */
    record Row(
            long line,
            long bytePosition,
            int ordinal,
            String step,
            int chunk,
            @Nullable String column,
            String code,
            String message,
            @Nullable String record) {}

    /** @param withheld why records that were asked for are not shown; null where they are */
    record Rows(List<Row> items, @Nullable String next, @Nullable String withheld) {}

    private Response rows(RunKey run, Request request) {
        boolean withRecords =
                request.parameter("records").filter("true"::equals).isPresent();
        int limit = request.number("limit", USUAL, 1, withRecords ? MOST_WITH_RECORDS : MOST);
        Page<RejectRow> page = RunRoutes.paged(
                () -> lookup.queries().rejects(run, filter(request), request.parameter("cursor"), limit));
        Texts texts = withRecords ? texts(run, page.items()) : new Texts(Map.of(), null);
        return Json.response(new Rows(
                page.items().stream().map(row -> row(row, texts)).toList(),
                page.next().orElse(null),
                texts.withheld()));
    }

    /** @param byPosition the records' texts by where they begin */
    private record Texts(Map<Long, String> byPosition, @Nullable String withheld) {}

    private Texts texts(RunKey run, List<RejectRow> rows) {
        List<Long> positions = rows.stream()
                .map(row -> row.rejection().origin().bytePosition())
                .distinct()
                .sorted()
                .toList();
        Map<Long, String> texts = new HashMap<>();
        String withheld = null;
        try {
            for (SourceRecord record : lookup.queries().sourceRecords(run, positions)) {
                String text = record.text();
                if (text == null) {
                    withheld = record.withheld();
                } else {
                    texts.put(record.bytePosition(), text);
                }
            }
        } catch (SourceGone e) {
            withheld = e.sentence();
        }
        return new Texts(texts, withheld);
    }

    private static Row row(RejectRow row, Texts texts) {
        Rejection rejection = row.rejection();
        long position = rejection.origin().bytePosition();
        return new Row(
                row.line(),
                position,
                rejection.origin().ordinal(),
                row.step(),
                row.chunk(),
                Clipped.nameOrNull(rejection.column()),
                rejection.code(),
                rejection.message(),
                texts.byPosition().get(position));
    }

    private Response csv(RunKey run, RejectFilter filter) {
        return Response.download("text/csv; charset=utf-8", "rejects-" + run.run() + ".csv", out -> {
            out.write("line,bytePosition,step,column,code,message\n".getBytes(StandardCharsets.UTF_8));
            Optional<String> cursor = Optional.empty();
            do {
                Page<RejectRow> page = lookup.queries().rejects(run, filter, cursor, CSV_PAGE);
                write(page.items(), out);
                cursor = page.next();
            } while (cursor.isPresent());
        });
    }

    private static void write(List<RejectRow> rows, OutputStream out) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (RejectRow row : rows) {
            Rejection rejection = row.rejection();
            lines.append(row.line())
                    .append(',')
                    .append(rejection.origin().bytePosition())
                    .append(',')
                    .append(CsvCells.cell(row.step()))
                    .append(',')
                    .append(CsvCells.cell(Clipped.nameOrNull(rejection.column())))
                    .append(',')
                    .append(rejection.code())
                    .append(',')
                    .append(CsvCells.cell(rejection.message()))
                    .append('\n');
        }
        out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
}
