package io.quadrille.cli;

import io.quadrille.observer.runs.RunReport;
import io.quadrille.observer.runs.SinkReport;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that lists the runs of a view. */
@Command(
        name = "runs",
        sortOptions = false,
        header = "Lists the runs, the one started last first.",
        footer = {
            "",
            "Examples:",
            "  quadrille runs",
            "  quadrille runs --json | jq '.[].status'",
            "  quadrille runs --aws --pipeline customers --size prod"
        })
final class RunsCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    @Option(names = "--json", description = "print an array of reports as JSON on one line")
    private boolean json;

    @Mixin
    private ReadingOptions place = new ReadingOptions();

    @Mixin
    private Common common = new Common();

    @Override
    public Integer call() throws IOException {
        List<RunReport> reports = new ArrayList<>();
        String nothing;
        try (View view = place.open(common)) {
            nothing = view.nothingYet();
            RunFinder.forEach(view.queries(), reports::add);
        }
        Terminal terminal = common.terminal();
        if (json) {
            RunReportJson.write(terminal.out(), reports, Instant.now());
        } else if (reports.isEmpty()) {
            terminal.say(Character.toLowerCase(nothing.charAt(0)) + nothing.substring(1));
        } else {
            terminal.print(table(reports).text(terminal.paint()));
        }
        return ExitCode.DONE;
    }

    private static TextTable table(List<RunReport> reports) {
        TextTable table = new TextTable(
                "RUN", ">ATTEMPT", "PIPELINE", "STARTED", "STATUS", ">EXTRACTED", ">LOADED", ">REJECTED", "FILE");
        for (RunReport report : reports) {
            SinkReport whole = report.headline();
            table.row(
                    report.run().run(),
                    Integer.toString(report.run().attempt()),
                    report.run().pipeline(),
                    TIME.format(report.startedAt().atZone(ZoneId.systemDefault())),
                    report.status().name(),
                    Numbers.grouped(report.extracted()),
                    Numbers.grouped(whole.loaded()),
                    Numbers.grouped(whole.rejected()),
                    report.source() == null ? "" : report.source().fileName());
        }
        return table;
    }
}
