package io.quadrille.loadtests.report;

import java.io.PrintWriter;
import java.util.List;

/**
 * Prints a report while it is measured: as text each table as soon as it is there, as JSON one object at the end. It ends
 * once, whole or cut off; whatever is asked of it later prints nothing. Thread-safe.
 */
public final class ReportPrinter {
    private final Report report;
    private final PrintWriter out;
    private final boolean json;
    private boolean begun;
    private int printed;
    private int operationsPrinted;
    private int requestsPrinted;
    private boolean ended;

    public ReportPrinter(Report report, PrintWriter out, boolean json) {
        this.report = report;
        this.out = out;
        this.json = json;
    }

    /** Prints the tables that were added since. */
    public synchronized void advance() {
        if (ended || json) {
            return;
        }
        if (!begun) {
            out.print(ReportText.head(report.conditions()));
            begun = true;
        }
        for (Section section :
                report.sections().subList(printed, report.sections().size())) {
            out.print("\n" + ReportText.table(section));
            printed++;
        }
        List<Operation> operations = report.operations();
        if (operationsPrinted < operations.size()) {
            out.print("\n" + ReportText.operations(operations.subList(operationsPrinted, operations.size())));
            operationsPrinted = operations.size();
        }
        List<Requests> requests = report.requests();
        if (requestsPrinted < requests.size()) {
            out.print("\n" + ReportText.requests(requests.subList(requestsPrinted, requests.size())));
            requestsPrinted = requests.size();
        }
        out.flush();
    }

    /** Prints what is left of a whole report. */
    public synchronized void end() {
        end("");
    }

    /**
     * Prints what was measured so far, and that this is not all.
     *
     * @param reason as it follows upon a colon
     */
    public synchronized void cutOff(String reason) {
        end(reason);
    }

    private void end(String reason) {
        if (ended) {
            return;
        }
        advance();
        if (json) {
            out.println(ReportJson.text(report, reason));
        } else {
            out.print(ReportText.ratios(report));
            if (!reason.isEmpty()) {
                out.println("\nCut off, so only what stands above was measured: " + reason);
            }
        }
        out.flush();
        ended = true;
    }
}
