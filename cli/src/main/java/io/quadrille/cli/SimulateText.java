package io.quadrille.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.quadrille.simulator.Fault;
import io.quadrille.simulator.SimulationReport;
import io.quadrille.simulator.SmallestStory;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What a simulation found, as JSON and for people. */
final class SimulateText {
    private static final int MOST_TOLD = 5;
    private static final int MOST_MISSED = 20;

    private SimulateText() {}

    static String progress(SimulationReport report) {
        return Numbers.counted(report.seeds(), "world") + ", " + rate(report) + " worlds/s, "
                + Numbers.counted(report.violations().size(), "violation");
    }

    static void print(SimulationReport report, String options, Terminal terminal) {
        terminal.printLine(Numbers.counted(report.seeds(), "world") + " in " + Numbers.duration(report.took()) + " ("
                + rate(report) + " worlds/s), " + Numbers.grouped(Math.round(report.simulatedHours()))
                + " simulated hours, " + report.rechecked() + " run twice");
        terminal.printLine("faults: " + (report.faults().isEmpty() ? "none" : faults(report.faults())));
        terminal.printLine(String.format(
                Locale.ROOT,
                "coverage: %.1f %% of fault, step and port (%d of %d)",
                100 * report.coverage().share(),
                report.coverage().struck(),
                report.coverage().reachable()));
        List<String> missed = report.coverage().missed();
        if (!missed.isEmpty()) {
            terminal.printLine("never struck: "
                    + String.join(", ", missed.subList(0, Math.min(missed.size(), MOST_MISSED)))
                    + (missed.size() > MOST_MISSED ? " and " + (missed.size() - MOST_MISSED) + " more" : ""));
        }
        report.violations().stream().limit(MOST_TOLD).forEach(failed -> {
            terminal.printLine("");
            terminal.printLine("VIOLATED " + failed.violation());
            terminal.printLine(
                    "  seed " + failed.seed() + ", commit " + Commit.find().orElse("unknown"));
            terminal.printLine("  replay: ./quadrille simulate --seed " + failed.seed() + options);
        });
        SmallestStory story = report.story();
        if (story != null) {
            terminal.printLine("");
            terminal.printLine("The smallest story found, of " + Numbers.counted(story.records(), "record") + " and "
                    + Numbers.counted(story.strikes(), "fault") + ":");
            story.timeline().forEach(terminal::printLine);
        }
        if (report.violations().isEmpty()) {
            terminal.printLine("every invariant held");
        }
    }

    private static String faults(Map<Fault, Long> faults) {
        return faults.entrySet().stream()
                .map(fault -> fault.getKey().text() + " " + Numbers.grouped(fault.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String rate(SimulationReport report) {
        return String.format(Locale.ROOT, "%.1f", report.worldsPerSecond());
    }

    static void writeJson(SimulationReport report, OutputStream out) throws IOException {
        try (JsonGenerator json = RunReportJson.open(out)) {
            json.writeStartObject();
            json.writeNumberField("seeds", report.seeds());
            json.writeNumberField("violations", report.violations().size());
            json.writeNumberField("worldsPerSecond", Math.round(report.worldsPerSecond() * 10) / 10.0);
            json.writeNumberField("simulatedHours", Math.round(report.simulatedHours() * 10) / 10.0);
            json.writeObjectFieldStart("faults");
            for (Map.Entry<Fault, Long> fault : report.faults().entrySet()) {
                json.writeNumberField(fault.getKey().text(), fault.getValue());
            }
            json.writeEndObject();
            json.writeNumberField("coverage", Math.round(report.coverage().share() * 1_000) / 1_000.0);
            json.writeNumberField("rechecked", report.rechecked());
            if (!report.violations().isEmpty()) {
                json.writeArrayFieldStart("failed");
                for (SimulationReport.Failed failed : report.violations()) {
                    json.writeStartObject();
                    json.writeNumberField("seed", failed.seed());
                    json.writeStringField("violation", failed.violation().toString());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        out.write('\n');
    }

    static void writeMutants(Map<String, OptionalLong> mutants, OutputStream out) throws IOException {
        try (JsonGenerator json = RunReportJson.open(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("mutants");
            for (Map.Entry<String, OptionalLong> mutant : mutants.entrySet()) {
                json.writeStartObject();
                json.writeStringField("name", mutant.getKey());
                if (mutant.getValue().isPresent()) {
                    json.writeNumberField("foundAtSeed", mutant.getValue().getAsLong());
                } else {
                    json.writeNullField("foundAtSeed");
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.write('\n');
    }
}
