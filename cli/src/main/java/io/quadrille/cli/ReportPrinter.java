package io.quadrille.cli;

import io.quadrille.observer.runs.RunQueries;
import io.quadrille.observer.runs.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** Prints one report, as JSON or for people. */
record ReportPrinter(Terminal terminal, RunQueries queries, boolean json, String homeOption) {

    void print(RunReport report) throws IOException {
        Instant now = Instant.now();
        if (json) {
            RunReportJson.write(terminal.out(), report, now);
        } else {
            terminal.print(new RunReportText(report, queries, terminal.paint()).text(now, homeOption));
        }
    }

    /** The option that names this home, for commands that are to be copied; empty for the default. */
    static String homeOption(Common common) {
        Path home = common.home();
        return home.equals(Path.of(".quadrille")) ? "" : " --home " + Shell.quoted(home.toString());
    }
}
