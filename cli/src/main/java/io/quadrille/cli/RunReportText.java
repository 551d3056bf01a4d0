package io.quadrille.cli;

import static io.quadrille.cli.Numbers.counted;
import static io.quadrille.cli.Numbers.grouped;

import io.quadrille.events.Counts;
import io.quadrille.events.Fact;
import io.quadrille.events.SourceObject;
import io.quadrille.observer.ledger.DeadLetter;
import io.quadrille.observer.ledger.RunHistory.Amendment;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.Bottleneck;
import io.quadrille.observer.runs.RunQueries;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.observer.runs.SinkReport;
import io.quadrille.observer.runs.StepReport;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A report for people: the verdict, the balance of each sink, the steps, and what to ask next. */
final class RunReportText {
    private static final int MOST_DEAD_LETTERS = 10;

    private final RunReport report;
    private final RunQueries queries;
    private final Paint paint;
    private final StringBuilder text = new StringBuilder();

    RunReportText(RunReport report, RunQueries queries, Paint paint) {
        this.report = report;
        this.queries = queries;
        this.paint = paint;
    }

    /** @param option goes to the commands named, such as {@code " --home x"} */
    String text(Instant now, String option) {
        line(paint.dim(title()));
        line(verdict(now));
        if (!report.ignoredColumns().isEmpty()) {
            line("Ignored columns of the file, which the pipeline has no use for: "
                    + TextTable.visible(String.join(", ", report.ignoredColumns())) + ".");
        }
        report.conflicts().forEach(conflict -> line(paint.red("✘ ") + TextTable.visible(conflict.message())));
        report.amendments().forEach(amendment -> line(paint.dim(said(amendment))));
        deadLetters();
        if (report.status() == RunStatus.FAILED && report.isUntouched()) {
            line("Nothing was read, so no step had anything to do.");
        } else if (!report.sinks().isEmpty()) {
            line("");
            report.sinks().forEach(this::balance);
            line("");
            text.append(steps());
            line("");
            text.append(StepTimings.table(report.steps(), paint));
            slowest();
        }
        next(option);
        return text.toString();
    }

    /** One line: that it runs, or how it ended. */
    String notice(Instant now) {
        SourceObject source = report.source();
        return "run " + report.run().run()
                + (source == null ? "" : ", " + TextTable.visible(source.fileName()))
                + (report.status() == RunStatus.RUNNING ? ": taken up." : ": " + verdict(now));
    }

    private static String said(Amendment amendment) {
        String step = amendment.step() == null ? "" : " of step '" + amendment.step() + "'";
        return "amendment " + amendment.number() + ": " + amendment.action().toLowerCase(Locale.ROOT) + step + ", "
                + counted(amendment.records(), "record") + (amendment.open() ? " so far" : "");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private String title() {
        String source = RunReportJson.sourceOf(report);
        return "run " + report.run().run()
                + (report.run().attempt() == 1
                        ? ""
                        : ", attempt " + report.run().attempt())
                + ", pipeline " + report.run().pipeline()
                + (source == null ? "" : ", " + TextTable.visible(source));
    }

    private String verdict(Instant now) {
        String took = Numbers.duration(RunReportJson.durationOf(report, now));
        RunStatus status = report.status();
        String name = paint.bold(
                status == RunStatus.COMPLETE
                        ? paint.green(status.name())
                        : status == RunStatus.COMPLETE_WITH_REJECTS || status == RunStatus.RUNNING
                                ? paint.yellow(status.name())
                                : paint.red(status.name()));
        return name + ". "
                + switch (status) {
                    case FAILED -> TextTable.visible(String.valueOf(report.failure()));
                    case STALLED ->
                        loaded() + " after " + took + ", and nothing more comes. Missing: "
                                + String.join("; ", report.stalledOn())
                                + (isLocal() ? ". The same command takes" : ". The deployment's workers take")
                                + " it up where it stopped.";
                    case RUNNING ->
                        loaded() + " so far, in " + took
                                + (isLocal()
                                        ? ". If nobody is at it any more, the same command takes it up where it stopped."
                                        : ". The deployment's workers go on with it.");
                    case COMPLETE, COMPLETE_WITH_REJECTS, COMPLETE_WITH_DEAD_LETTERS ->
                        report.extracted() == 0
                                ? "0 records: the file is empty, or has only a header."
                                : loaded() + " in " + took + "." + rejects();
                };
    }

    /** Whether a command runs it, or a deployment. */
    private boolean isLocal() {
        SourceObject source = report.source();
        return source != null && source.bucket().equals(SourceObject.LOCAL);
    }

    private String loaded() {
        if (report.sinks().size() == 1) {
            SinkReport only = report.headline();
            return grouped(only.loaded()) + " of " + counted(only.extracted() + only.expanded(), "record") + " loaded";
        }
        return report.sinks().stream()
                        .map(sink -> grouped(sink.loaded()) + " into " + TextTable.visible(target(sink)))
                        .collect(Collectors.joining(", ", "Of " + counted(report.extracted(), "record") + " ", ""))
                + " loaded";
    }

    private static String target(SinkReport sink) {
        String table = sink.table();
        return table == null ? sink.step() : table;
    }

    /** The rejects of all sinks, each once, by code. */
    private String rejects() {
        Map<String, Long> codes = new TreeMap<>();
        report.rejects().forEach(group -> codes.merge(group.code(), group.records(), Long::sum));
        if (codes.isEmpty()) {
            return "";
        }
        long total = codes.values().stream().mapToLong(Long::longValue).sum();
        return " " + grouped(total) + " rejected: "
                + codes.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                        .map(code -> grouped(code.getValue()) + " " + code.getKey())
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private void deadLetters() {
        if (report.sinks().stream().allMatch(sink -> sink.deadLettered() == 0)) {
            return;
        }
        List<DeadLetter> letters = queries.deadLetters(report.run());
        letters.stream().limit(MOST_DEAD_LETTERS).map(DeadLetter::fact).forEach(this::deadLetter);
        if (letters.size() > MOST_DEAD_LETTERS) {
            line("… and " + counted(letters.size() - MOST_DEAD_LETTERS, "dead letter") + " more.");
        }
    }

    private void deadLetter(Fact.RecordsDeadLettered letter) {
        line(paint.red("✘ ") + "dead letter at " + letter.key().step() + ": " + counted(letter.records(), "record")
                + ", lines " + grouped(letter.firstLine()) + " to " + grouped(letter.lastLine()) + ": "
                + TextTable.visible(letter.reason()));
    }

    private void balance(SinkReport sink) {
        line((sink.balanced() ? paint.green("✔ ") : paint.red("✘ ")) + paint.bold(sink.step())
                + (sink.table() == null ? "" : " into table " + TextTable.visible(sink.table())) + ": "
                + grouped(sink.extracted()) + " extracted + " + grouped(sink.expanded()) + " expanded "
                + (sink.balanced() ? "= " : "≠ ")
                + grouped(sink.loaded()) + " loaded + " + grouped(sink.rejected()) + " rejected + "
                + grouped(sink.filtered()) + " filtered + " + grouped(sink.deadLettered()) + " dead-lettered + "
                + grouped(sink.inFlight()) + " in flight");
    }

    private String steps() {
        TextTable table = new TextTable("STEP", ">IN", ">OUT", ">EXPANDED", ">REJECTED", ">FILTERED", ">DEAD-LETTERED");
        for (StepReport step : report.steps()) {
            Counts counts = step.counts();
            table.row(
                    step.step(),
                    grouped(counts.in()),
                    grouped(RunReportJson.outOf(counts)),
                    grouped(counts.expanded()),
                    grouped(counts.rejected()),
                    grouped(counts.filtered()),
                    grouped(step.deadLettered()));
        }
        return table.text(paint);
    }

    private void slowest() {
        Bottleneck bottleneck = report.bottleneck();
        if (bottleneck != null) {
            line(bottleneck.sentence());
        }
    }

    private void next(String option) {
        TextTable commands = new TextTable("Next:", "");
        if (report.steps().stream().anyMatch(step -> step.counts().rejected() > 0)) {
            commands.rowWithText(
                    "what was rejected, and why",
                    "quadrille rejects" + option + " " + report.run().run());
            commands.rowWithText(
                    "how often for which reason",
                    "quadrille rejects" + option + " " + report.run().run() + " --group");
            commands.rowWithText(
                    "what became of a line",
                    "quadrille record" + option + " " + report.run().run() + " LINE");
        }
        for (SinkReport sink : report.sinks()) {
            if (sink.table() != null && sink.loaded() > 0) {
                commands.rowWithText(
                        "the rows of " + sink.table(),
                        "quadrille table" + option + (sink.table().startsWith("-") ? " -- " : " ")
                                + Shell.quoted(sink.table()));
            }
        }
        if (!commands.isEmpty()) {
            line("");
            text.append(commands.text(paint));
        }
    }
}
