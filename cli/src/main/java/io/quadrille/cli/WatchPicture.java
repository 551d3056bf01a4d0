package io.quadrille.cli;

import static io.quadrille.cli.Numbers.grouped;

import io.quadrille.events.Counts;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.observer.runs.SinkReport;
import io.quadrille.observer.runs.StepReport;
import java.time.Instant;

/** What is shown of a run that goes on: a bar of its records, the steps, and what it waits for. */
final class WatchPicture {
    private static final int BAR = 40;

    private final RunReport report;
    private final Paint paint;

    WatchPicture(RunReport report, Paint paint) {
        this.report = report;
        this.paint = paint;
    }

    String text(Instant now) {
        StringBuilder text = new StringBuilder();
        text.append(paint.bold(paint.yellow(report.status().name())))
                .append("  run ")
                .append(report.run().run())
                .append(", pipeline ")
                .append(report.run().pipeline())
                .append(", ")
                .append(Numbers.duration(RunReportJson.durationOf(report, now)))
                .append('\n');
        report.sinks().forEach(sink -> text.append(bar(sink)).append('\n'));
        text.append(steps());
        if (report.bottleneck() != null) {
            text.append(report.bottleneck().sentence()).append('\n');
        }
        report.findTopProblem().ifPresent(problem -> text.append(paint.red("✘ "))
                .append(TextTable.visible(problem))
                .append('\n'));
        return text.toString();
    }

    /** As much of the bar as of the records that are known of. */
    private String bar(SinkReport sink) {
        long whole = Math.max(1, sink.extracted() + sink.expanded());
        int loaded = share(sink.loaded() + sink.filtered(), whole);
        int lost = share(sink.rejected() + sink.deadLettered(), whole);
        int rest = Math.max(0, BAR - loaded - lost);
        return paint.green("█".repeat(loaded)) + paint.red("█".repeat(lost)) + paint.dim("░".repeat(rest)) + "  "
                + sink.step() + "  " + grouped(sink.loaded()) + " loaded, " + grouped(sink.rejected()) + " rejected, "
                + grouped(sink.deadLettered()) + " dead-lettered, " + grouped(sink.inFlight()) + " in flight";
    }

    /** At least one for what is there at all. */
    private static int share(long part, long whole) {
        return part == 0 ? 0 : (int) Math.max(1, part * BAR / whole);
    }

    private String steps() {
        TextTable table = new TextTable("STEP", "STATE", ">IN", ">OUT", ">REJECTED", ">BACKLOG", ">RECORDS/S");
        for (StepReport step : report.steps()) {
            Counts counts = step.counts();
            table.row(
                    step.step(),
                    StepTimings.words(step.state()),
                    grouped(counts.in()),
                    grouped(RunReportJson.outOf(counts)),
                    grouped(counts.rejected()),
                    grouped(step.backlog()),
                    grouped(Math.round(step.recordsPerSecond())));
        }
        return table.text(paint);
    }
}
