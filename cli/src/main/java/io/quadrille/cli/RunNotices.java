package io.quadrille.cli;

import io.quadrille.observer.runs.RunQueries;
import io.quadrille.observer.runs.RunReport;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Says in a line that a run began, and in another how it ended; once, however often it is told. Thread safe. */
final class RunNotices implements Consumer<RunReport> {
    /** What was said longer ago is forgotten, and would be said again. */
    private static final int MOST_KNOWN = 1_000;

    private final Terminal terminal;
    private final RunQueries queries;
    private final Map<String, Boolean> said = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    RunNotices(Terminal terminal, RunQueries queries) {
        this.terminal = terminal;
        this.queries = queries;
    }

    @Override
    public synchronized void accept(RunReport report) {
        if (said.put(report.run() + " " + report.status(), true) == null) {
            terminal.say(new RunReportText(report, queries, new Paint(false)).notice(Instant.now()));
        }
    }
}
