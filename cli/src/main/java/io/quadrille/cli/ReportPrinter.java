package io.quadrille.cli;

import io.quadrille.observer.runs.RunQueries;
import io.quadrille.observer.runs.RunReport;
import java.io.IOException;
import java.time.Instant;

/**
 * Prints one report, as JSON or for people.
 *
 * @param option names what it is read from to the commands that are named
 */
record ReportPrinter(Terminal terminal, RunQueries queries, boolean json, String option) {

    void print(RunReport report) throws IOException {
        Instant now = Instant.now();
        if (json) {
            RunReportJson.write(terminal.out(), report, now);
        } else {
            terminal.print(new RunReportText(report, queries, terminal.paint()).text(now, option));
        }
    }
}
