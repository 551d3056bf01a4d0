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
        return "commit %s, JDK %s, %d processors, %d rounds; medians, with the half of their range%n"
                .formatted(conditions.commit(), conditions.jdk(), conditions.processors(), conditions.rounds());
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
        Columns table = records
                ? new Columns(section.title(), ">median", ">±", ">CPU", ">records/s", ">peak heap", "")
                : new Columns(section.title(), ">median", ">±", ">CPU", "");
        for (Section.Row row : section.rows()) {
            List<String> cells = new ArrayList<>();
            cells.add(row.name());
            cells.add(seconds(row.seconds().median()));
            cells.add(format("%.0f %%", 100 * row.seconds().relative()));
            cells.add(row.cpuSeconds() == 0 ? "" : seconds(row.cpuSeconds()));
            if (records) {
                cells.add(
                        row.records() == 0
                                ? ""
                                : format("%,.0f", row.records() / row.seconds().median()));
                cells.add(row.peakHeapBytes() == 0 ? "" : format("%,.0f MB", row.peakHeapBytes() / MEGA));
            }
            cells.add(row.remark());
            table.row(cells);
        }
        return table.text();
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
