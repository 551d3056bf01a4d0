package io.quadrille.cli;

import static io.quadrille.cli.Numbers.grouped;
import static io.quadrille.observer.runs.Words.measured;

import io.quadrille.observer.runs.StepReport;
import io.quadrille.observer.runs.StepReport.Quantiles;
import io.quadrille.observer.runs.StepReport.State;
import java.util.List;

/** How fast steps are, for people. */
final class StepTimings {
    private StepTimings() {}

    static String words(State state) {
        return switch (state) {
            case NOT_REACHED -> "not reached";
            case WORKING -> "working";
            case IDLE -> "idle";
            case DONE -> "done";
        };
    }

    static String table(List<StepReport> steps, Paint paint) {
        TextTable table = new TextTable(
                "STEP",
                "STATE",
                ">BACKLOG",
                ">RECORDS/S",
                ">WAITING p50",
                ">p95",
                ">p99",
                ">WORKING p50",
                ">p95",
                ">p99");
        for (StepReport step : steps) {
            Quantiles waiting = step.waiting();
            Quantiles working = step.working();
            boolean reached = step.chunks() > 0;
            table.row(
                    step.step(),
                    words(step.state()),
                    grouped(step.backlog()),
                    reached ? grouped(Math.round(step.recordsPerSecond())) : "",
                    reached ? measured(waiting.p50()) : "",
                    reached ? measured(waiting.p95()) : "",
                    reached ? measured(waiting.p99()) : "",
                    reached ? measured(working.p50()) : "",
                    reached ? measured(working.p95()) : "",
                    reached ? measured(working.p99()) : "");
        }
        return table.text(paint);
    }
}
