package io.quadrille.loadtests.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report as tables for people. */
final class ReportText {
    private static final double MEGA = 1 << 20;

    private ReportText() {}

    /** The line that stands before all tables. */
    static String head(Conditions conditions) {
        String jvms = conditions.jvms() == 1 ? "" : " in each of " + conditions.jvms() + " JVMs";
        String rounds = conditions.rounds() == 1 ? "1 round" : conditions.rounds() + " rounds";
        return "commit %s, JDK %s, %d processors, %s%s; medians, with the half of their range%n"
                .formatted(conditions.commit(), conditions.jdk(), conditions.processors(), rounds, jvms);
    }

    /** The tables that come after all others, each after an empty line; empty where no ratio was measured. */
    static String ratios(Report report) {
        StringBuilder text = new StringBuilder();
        if (!report.ratios().isEmpty()) {
            text.append('\n').append(ratios(report.ratios()));
        }
        if (!report.others().isEmpty()) {
            text.append('\n').append(others(report.others()));
        }
        return text.toString();
    }

    static String table(Section section) {
        boolean records = section.rows().stream().anyMatch(row -> row.records() > 0);
        boolean bus = section.rows().stream().anyMatch(row -> row.resources().busMessages() > 0);
        List<String> heads = new ArrayList<>(List.of(section.title(), ">median", ">±", ">CPU"));
        if (records) {
            heads.addAll(List.of(">records", ">records/s", ">peak heap"));
        }
        if (bus) {
            heads.addAll(List.of(">bus messages", ">bus bytes"));
        }
        heads.add("");
        Columns table = new Columns(heads.toArray(new String[0]));
        for (Section.Row row : section.rows()) {
            List<String> cells = new ArrayList<>();
            cells.add(row.name());
            cells.add(seconds(row.seconds().median()));
            cells.add(format("%.0f %%", 100 * row.seconds().relative()));
            cells.add(
                    row.resources().cpuSeconds() == 0
                            ? ""
                            : seconds(row.resources().cpuSeconds()));
            if (records) {
                cells.addAll(records(row));
            }
            if (bus) {
                cells.addAll(bus(row.resources()));
            }
            cells.add(row.remark());
            table.row(cells);
        }
        return table.text();
    }

    private static List<String> records(Section.Row row) {
        long heap = row.resources().peakHeapBytes();
        return List.of(
                row.records() == 0 ? "" : format("%,.0f", row.records()),
                row.records() == 0
                        ? ""
                        : format("%,.0f", row.records() / row.seconds().median()),
                heap == 0 ? "" : format("%,.0f MB", heap / MEGA));
    }

    private static List<String> bus(Section.Resources resources) {
        return resources.busMessages() == 0
                ? List.of("", "")
                : List.of(format("%,.0f", resources.busMessages()), format("%,.1f MB", resources.busBytes() / MEGA));
    }

    static String operations(List<Operation> operations) {
        Columns table = new Columns("micro", ">per chunk", ">±", ">per record", "");
        for (Operation operation : operations) {
            table.row(List.of(
                    operation.name(),
                    format("%,.1f µs", operation.nanos().median() / 1_000),
                    format("%.0f %%", 100 * operation.nanos().relative()),
                    format("%,.1f ns", operation.nanosPerRecord()),
                    operation.records() + " records a chunk"));
        }
        return table.text();
    }

    static String requests(List<Requests> requests) {
        Columns table =
                new Columns("requests", ">asked", ">failed", ">a second", ">median", ">95 %", ">99 %", ">slowest");
        for (Requests each : requests) {
            table.row(List.of(
                    each.name(),
                    format("%,.0f", each.asked()),
                    format("%,.0f", each.failed()),
                    format("%,.0f", each.perSecond().median()),
                    millis(each.medianMillis().median()),
                    millis(each.p95Millis().median()),
                    millis(each.p99Millis().median()),
                    millis(each.mostMillis())));
        }
        return table.text();
    }

    private static String millis(double millis) {
        return format("%,.0f ms", millis);
    }

    private static String ratios(Map<Target, Spread> ratios) {
        Columns table = new Columns("ratio", ">median", "of the rounds", ">floor", ">aim", "reached", "what");
        ratios.forEach((target, ratio) -> table.row(List.of(
                target.key(),
                number(ratio.median()),
                range(ratio),
                number(target.floor()),
                number(target.aim()),
                target.reachedBy(ratio.median()),
                target.words())));
        return table.text();
    }

    private static String others(Map<String, Spread> others) {
        Columns table = new Columns("further ratio", ">median", "of the rounds");
        others.forEach((key, ratio) -> table.row(List.of(key, number(ratio.median()), range(ratio))));
        return table.text();
    }

    private static String range(Spread ratio) {
        return number(ratio.low()) + " – " + number(ratio.high());
    }

    private static String seconds(double seconds) {
        return seconds < 1 ? format("%.0f ms", 1_000 * seconds) : format("%.2f s", seconds);
    }

    private static String number(double value) {
        return format(value < 0.1 ? "%.4f" : value < 10 ? "%.2f" : "%.1f", value);
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
