package io.quadrille.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.quadrille.events.Counts;
import io.quadrille.local.replay.ReplayReport;
import io.quadrille.local.replay.ReplayReport.Difference;
import io.quadrille.local.replay.ReplayReport.StepTallies;
import io.quadrille.local.replay.ReplayReport.TableRows;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a replay found, as JSON and for people. */
final class ReplayText {
    private ReplayText() {}

    static void print(ReplayReport report, Terminal terminal) {
        Paint paint = terminal.paint();
        terminal.printLine(paint.dim("run " + report.run().run() + ", pipeline "
                + report.run().pipeline() + ", " + Numbers.counted(report.events(), "captured event")));
        List<Difference> differences = report.differences();
        if (differences.isEmpty()) {
            terminal.printLine(paint.green("✔ ") + "no difference in "
                    + Numbers.counted(report.steps().size(), "step") + tables(report));
            return;
        }
        terminal.printLine(paint.red("✘ ") + Numbers.counted(differences.size(), "difference") + ":");
        for (Difference difference : differences) {
            terminal.printLine("  " + paint.bold(kind(difference)) + " " + TextTable.visible(difference.place()));
            if (difference.captured() != null || difference.now() != null) {
                terminal.printLine("      captured: " + shown(difference.captured()));
                terminal.printLine("      now:      " + shown(difference.now()));
            }
        }
    }

    private static String tables(ReplayReport report) {
        StringBuilder text = new StringBuilder();
        for (TableRows table : report.tables()) {
            text.append(", ").append(Numbers.counted(table.now(), "row")).append(" of ");
            text.append(TextTable.visible(table.table()));
        }
        return text.append('.').toString();
    }

    private static String kind(Difference difference) {
        return difference.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String shown(@Nullable String text) {
        return text == null ? "(none)" : TextTable.visible(text);
    }

    static void writeJson(List<ReplayReport> reports, OutputStream out) throws IOException {
        try (JsonGenerator json = RunReportJson.open(out)) {
            json.writeStartObject();
            json.writeBooleanField("same", reports.stream().allMatch(report -> report.differences()
                    .isEmpty()));
            json.writeArrayFieldStart("runs");
            for (ReplayReport report : reports) {
                write(json, report);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.write('\n');
    }

    private static void write(JsonGenerator json, ReplayReport report) throws IOException {
        json.writeStartObject();
        json.writeStringField("run", report.run().run());
        json.writeNumberField("attempt", report.run().attempt());
        json.writeStringField("pipeline", report.run().pipeline());
        json.writeNumberField("events", report.events());
        json.writeArrayFieldStart("steps");
        for (StepTallies step : report.steps()) {
            json.writeStartObject();
            json.writeStringField("step", step.step());
            counts(json, "captured", step.captured());
            counts(json, "now", step.now());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("tables");
        for (TableRows table : report.tables()) {
            json.writeStartObject();
            json.writeStringField("table", table.table());
            json.writeNumberField("captured", table.captured());
            json.writeNumberField("now", table.now());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("differences");
        for (Difference difference : report.differences()) {
            json.writeStartObject();
            json.writeStringField("kind", difference.kind().name());
            json.writeStringField("place", difference.place());
            json.writeFieldName("captured");
            json.writeString(difference.captured()); // null where there was none
            json.writeFieldName("now");
            json.writeString(difference.now());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void counts(JsonGenerator json, String name, Counts counts) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("in", counts.in());
        json.writeNumberField("out", RunReportJson.outOf(counts));
        json.writeNumberField("expanded", counts.expanded());
        json.writeNumberField("rejected", counts.rejected());
        json.writeNumberField("filtered", counts.filtered());
        json.writeEndObject();
    }
}
