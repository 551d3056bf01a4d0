package io.quadrille.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.quadrille.events.Counts;
import io.quadrille.events.SourceObject;
import io.quadrille.observer.ledger.RunHistory.Amendment;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.observer.runs.SinkReport;
import io.quadrille.observer.runs.StepReport;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports as JSON on one line; the members and their order are fixed, new ones go to the end. */
final class RunReportJson {
    private RunReportJson() {}

    /** @param out flushed, not closed */
    static void write(OutputStream out, RunReport report, Instant now) throws IOException {
        try (JsonGenerator json = open(out)) {
            write(json, report, now);
        }
        out.write('\n');
    }

    /** @param out flushed, not closed */
    static void write(OutputStream out, List<RunReport> reports, Instant now) throws IOException {
        try (JsonGenerator json = open(out)) {
            json.writeStartArray();
            for (RunReport report : reports) {
                write(json, report, now);
            }
            json.writeEndArray();
        }
        out.write('\n');
    }

    static JsonGenerator open(OutputStream out) throws IOException {
        return new JsonFactory()
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .createGenerator(out);
    }

    private static void write(JsonGenerator json, RunReport report, Instant now) throws IOException {
        SinkReport whole = report.headline();
        json.writeStartObject();
        json.writeStringField("run", report.run().run());
        json.writeNumberField("attempt", report.run().attempt());
        json.writeStringField("pipeline", report.run().pipeline());
        text(json, "source", sourceOf(report));
        json.writeStringField("status", report.status().name());
        json.writeNumberField("extracted", report.extracted());
        fates(json, whole);
        json.writeBooleanField("balanced", report.balanced());
        json.writeNumberField("duplicates", report.duplicates());
        json.writeFieldName("seconds");
        json.writeNumber(BigDecimal.valueOf(durationOf(report, now).toMillis(), 3));
        json.writeArrayFieldStart("sinks");
        for (SinkReport sink : report.sinks()) {
            json.writeStartObject();
            json.writeStringField("step", sink.step());
            text(json, "table", sink.table());
            fates(json, sink);
            json.writeBooleanField("balanced", sink.balanced());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("steps");
        for (StepReport step : report.steps()) {
            step(json, step);
        }
        json.writeEndArray();
        more(json, report);
        json.writeEndObject();
    }

    private static void fates(JsonGenerator json, SinkReport sink) throws IOException {
        json.writeNumberField("expanded", sink.expanded());
        json.writeNumberField("loaded", sink.loaded());
        json.writeNumberField("rejected", sink.rejected());
        json.writeNumberField("filtered", sink.filtered());
        json.writeNumberField("deadLettered", sink.deadLettered());
        json.writeNumberField("inFlight", sink.inFlight());
    }

    private static void step(JsonGenerator json, StepReport step) throws IOException {
        Counts counts = step.counts();
        json.writeStartObject();
        json.writeStringField("step", step.step());
        json.writeNumberField("in", counts.in());
        json.writeNumberField("out", outOf(counts));
        json.writeNumberField("expanded", counts.expanded());
        json.writeNumberField("rejected", counts.rejected());
        json.writeNumberField("filtered", counts.filtered());
        json.writeNumberField("deadLettered", step.deadLettered());
        json.writeEndObject();
    }

    /** What a load puts into its table comes out of it too: in + expanded = out + rejected + filtered at every step. */
    static long outOf(Counts counts) {
        return counts.out() + counts.loaded();
    }

    private static void more(JsonGenerator json, RunReport report) throws IOException {
        json.writeStringField("startedAt", report.startedAt().toString());
        text(json, "endedAt", report.endedAt() == null ? null : report.endedAt().toString());
        text(json, "reason", report.failure());
        texts(json, "ignoredColumns", report.ignoredColumns());
        texts(json, "missing", report.stalledOn());
        amendments(json, report);
        texts(
                json,
                "conflicts",
                report.conflicts().stream().map(c -> c.message()).toList());
    }

    /** Only of a run that was amended. */
    private static void amendments(JsonGenerator json, RunReport report) throws IOException {
        if (report.amendments().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("amendments");
        for (Amendment amendment : report.amendments()) {
            json.writeStartObject();
            json.writeNumberField("number", amendment.number());
            json.writeStringField("action", amendment.action());
            text(json, "step", amendment.step());
            json.writeNumberField("records", amendment.records());
            json.writeStringField("at", amendment.at().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        json.writeFieldName(name);
        json.writeString(value); // null where there is none
    }

    private static void texts(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    /** A file's absolute path, or an S3 URI; null until the start is known. */
    static @Nullable String sourceOf(RunReport report) {
        SourceObject source = report.source();
        if (source == null) {
            return null;
        }
        return source.bucket().equals(SourceObject.LOCAL)
                ? source.key()
                : "s3://" + source.bucket() + "/" + source.key();
    }

    /** From the start to the end, or to now. */
    static Duration durationOf(RunReport report, Instant now) {
        Duration duration = report.findDuration().orElseGet(() -> Duration.between(report.startedAt(), now));
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
