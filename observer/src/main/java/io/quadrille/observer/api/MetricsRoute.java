package io.quadrille.observer.api;

import io.quadrille.observer.http.Request;
import io.quadrille.observer.http.Response;
import io.quadrille.observer.http.Route;
import io.quadrille.observer.ledger.RunFilter;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.observer.runs.StepReport;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Metrics as Prometheus reads them (text format 0.0.4), made of the latest {@value #LATEST} runs. A run's id is never a
 * label: series are as many as pipelines and steps.
 */
final class MetricsRoute {
    private static final int LATEST = 100;
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final RunLookup lookup;
    private final RunFeed feed;
    private final InstantSource clock;

    MetricsRoute(RunLookup lookup, RunFeed feed, InstantSource clock) {
        this.lookup = lookup;
        this.feed = feed;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(Route.get("/metrics", this::metrics));
    }

    private Response metrics(Request request, Map<String, String> segments) {
        List<RunReport> runs =
                lookup.queries().runs(RunFilter.ALL, Optional.empty(), LATEST).items();
        StringBuilder text = new StringBuilder();
        counts(text, runs);
        latest(text, runs);
        family(text, "quadrille_event_listeners", "Pages that listen to events.");
        line(text, "quadrille_event_listeners", "", feed.listeners());
        return Response.text(TYPE, text.toString());
    }

    private static void counts(StringBuilder text, List<RunReport> runs) {
        Map<String, Long> counts = new TreeMap<>();
        for (RunReport run : runs) {
            for (RunStatus status : RunStatus.values()) {
                String labels = "pipeline=\"" + escaped(run.run().pipeline()) + "\",status=\"" + status + "\"";
                counts.merge(labels, run.status() == status ? 1L : 0L, Long::sum);
            }
        }
        family(text, "quadrille_runs", "Of the latest " + LATEST + " runs, how many stand so.");
        counts.forEach((labels, count) -> line(text, "quadrille_runs", labels, count));
    }

    /** The latest run of each pipeline, by what people set alarms on. */
    private void latest(StringBuilder text, List<RunReport> runs) {
        Map<String, RunReport> latest = new LinkedHashMap<>();
        runs.forEach(run -> latest.putIfAbsent(run.run().pipeline(), run));
        List<RunReport> reports = new ArrayList<>(latest.values());
        String records = "quadrille_latest_run_records";
        family(text, records, "Records of each pipeline's latest run, by their fate.");
        for (RunReport report : reports) {
            Map<String, Long> fates = new LinkedHashMap<>();
            fates.put("extracted", report.extracted());
            fates.put("loaded", report.headline().loaded());
            fates.put("rejected", report.headline().rejected());
            fates.put("filtered", report.headline().filtered());
            fates.put("dead_lettered", report.headline().deadLettered());
            fates.put("in_flight", report.headline().inFlight());
            fates.forEach((fate, count) -> line(text, records, pipeline(report) + ",fate=\"" + fate + "\"", count));
        }
        one(text, reports, "balanced", "Whether the latest run balances: 1 or 0.", run -> run.balanced() ? 1 : 0);
        one(
                text,
                reports,
                "start_timestamp_seconds",
                "When the latest run started, in Unix time.",
                run -> seconds(run.startedAt()));
        one(
                text,
                reports,
                "duration_seconds",
                "How long the latest run took, or takes.",
                run -> RunViews.seconds(java.time.Duration.between(
                        run.startedAt(), run.endedAt() == null ? clock.instant() : run.endedAt())));
        String backlog = "quadrille_latest_run_step_backlog_records";
        family(text, backlog, "Records of the latest run that wait for the step.");
        for (RunReport report : reports) {
            for (StepReport step : report.steps()) {
                line(text, backlog, pipeline(report) + ",step=\"" + escaped(step.step()) + "\"", step.backlog());
            }
        }
    }

    private static void one(
            StringBuilder text,
            List<RunReport> reports,
            String name,
            String help,
            java.util.function.ToDoubleFunction<RunReport> value) {
        String whole = "quadrille_latest_run_" + name;
        family(text, whole, help);
        reports.forEach(report -> line(text, whole, pipeline(report), value.applyAsDouble(report)));
    }

    private static double seconds(Instant instant) {
        return instant.toEpochMilli() / 1_000.0;
    }

    private static String pipeline(RunReport report) {
        return "pipeline=\"" + escaped(report.run().pipeline()) + "\"";
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static void family(StringBuilder text, String name, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(" gauge\n");
    }

    private static void line(StringBuilder text, String name, String labels, double value) {
        text.append(name);
        if (!labels.isEmpty()) {
            text.append('{').append(labels).append('}');
        }
        text.append(' ');
        if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
            text.append((long) value);
        } else {
            text.append(value);
        }
        text.append('\n');
    }
}
