package io.quadrille.cli;

import static io.quadrille.cli.Numbers.grouped;

import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.RunQueries;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.observer.runs.SinkReport;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A run as it goes: one picture that is renewed, a line per change, or a report in JSON per change. */
final class Watch {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final Terminal terminal;
    private final RunQueries queries;
    private final boolean json;
    private final Supplier<Instant> pause;
    private int linesShown;

    /** @param pause waits until it is worth to look again, and says what time it is then */
    Watch(Terminal terminal, RunQueries queries, boolean json, Supplier<Instant> pause) {
        this.terminal = terminal;
        this.queries = queries;
        this.json = json;
        this.pause = pause;
    }

    /** The last report: of a run that is not running any more. @throws Refusal if the run is deleted meanwhile */
    RunReport follow(RunKey run) throws IOException {
        Instant now = Instant.now();
        RunReport before = null;
        while (true) {
            RunReport report = queries.find(run)
                    .orElseThrow(() -> Refusal.failure("Run " + run.run() + " is not in the ledger any more."));
            if (report.status() != RunStatus.RUNNING) {
                clear();
                if (json) {
                    RunReportJson.write(terminal.out(), report, now);
                }
                return report;
            }
            show(report, before, now);
            before = report;
            now = pause.get();
        }
    }

    private void show(RunReport report, @Nullable RunReport before, Instant now) throws IOException {
        if (terminal.redraws() && !json) {
            redraw(report, now);
        } else if (!report.equals(before)) {
            if (json) {
                RunReportJson.write(terminal.out(), report, now);
            } else {
                terminal.printLine(line(report, now));
            }
        }
        terminal.out().flush();
    }

    private void redraw(RunReport report, Instant now) {
        String picture = new WatchPicture(report, terminal.paint()).text(now);
        clear();
        terminal.print(picture);
        linesShown = (int) picture.chars().filter(c -> c == '\n').count();
    }

    /** Back to the first line of the picture, and all of it away. */
    private void clear() {
        if (linesShown > 0) {
            terminal.print("\u001b[" + linesShown + "A\r\u001b[J");
            linesShown = 0;
        }
    }

    private static String line(RunReport report, Instant now) {
        SinkReport whole = report.headline();
        return TIME.format(now.atZone(ZoneId.systemDefault())) + "  " + report.status() + "  "
                + grouped(report.extracted()) + " extracted, " + grouped(whole.loaded()) + " loaded, "
                + grouped(whole.rejected()) + " rejected, " + grouped(whole.filtered()) + " filtered, "
                + grouped(whole.deadLettered()) + " dead-lettered, " + grouped(whole.inFlight()) + " in flight";
    }
}
