package io.quadrille.cli;

import io.quadrille.observer.ledger.Page;
import io.quadrille.observer.ledger.RunFilter;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.RunQueries;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.observer.runs.SinkReport;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
            "  quadrille runs --status FAILED --limit 20",
            "  quadrille runs --json | jq '.[].status'",
            "  quadrille runs --aws --pipeline customers --size prod"
        })
final class RunsCommand implements Callable<Integer> {
    private static final int PAGE = 200;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    @Option(names = "--json", description = "print an array of reports as JSON on one line")
    private boolean json;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "only those that stand so: ${COMPLETION-CANDIDATES}")
    private @Nullable RunStatus status;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "so many at most; where there are more, says how to go on")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "go on where a list with --limit ended")
    private @Nullable String cursor;

    @Mixin
    private ReadingOptions place = new ReadingOptions();

    @Mixin
    private Common common = new Common();

    @Override
    public Integer call() throws IOException {
        List<RunReport> reports = new ArrayList<>();
        String nothing;
        Optional<String> next;
        try (View view = place.open(common)) {
            nothing = view.nothingYet();
            next = read(view.queries(), reports);
        }
        Terminal terminal = common.terminal();
        if (json) {
            RunReportJson.write(terminal.out(), reports, Instant.now());
        } else if (reports.isEmpty()) {
            terminal.say(Character.toLowerCase(nothing.charAt(0)) + nothing.substring(1));
        } else {
            terminal.print(table(reports).text(terminal.paint()));
        }
        next.ifPresent(more -> terminal.say("there are more: the same command with --cursor " + more));
        return ExitCode.DONE;
    }

    /** Reads as many as are wanted. @return the cursor to go on with, if there are more */
    private Optional<String> read(RunQueries queries, List<RunReport> reports) {
        if (limit < 1) {
            throw Refusal.usage("--limit " + limit + ": a list has 1 run or more.");
        }
        RunFilter filter = new RunFilter(null, status, null, null);
        Optional<String> next = Optional.ofNullable(cursor);
        try {
            do {
                Page<RunReport> page = queries.runs(filter, next, Math.min(PAGE, limit - reports.size()));
                reports.addAll(page.items());
                next = page.next();
            } while (next.isPresent() && reports.size() < limit);
        } catch (IllegalArgumentException e) { // which is a sentence
            throw Refusal.usage(e.getMessage() + ".");
        }
        return next;
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
