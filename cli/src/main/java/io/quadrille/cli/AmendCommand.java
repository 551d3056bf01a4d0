package io.quadrille.cli;

import io.quadrille.events.RunKey;
import io.quadrille.observer.operator.AmendmentPlan;
import io.quadrille.observer.operator.AmendmentRequest;
import io.quadrille.runtime.EventArchive;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands that mend a run have in common. */
abstract class AmendCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "a run's id, its beginning, or 'last'")
    private String run = "";

    @Option(names = "--dry-run", description = "say what would be sent, and change nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "print what was, or would be, sent as JSON on one line")
    private boolean json;

    @Mixin
    private ReadingOptions place = new ReadingOptions();

    @Mixin
    private Common common = new Common();

    /** What is asked for. */
    abstract AmendmentRequest request(RunKey key);

    /** Where events that were kept are. */
    EventArchive archive() {
        return EventArchive.NONE;
    }

    final Common common() {
        return common;
    }

    @Override
    public final Integer call() throws IOException {
        Terminal terminal = common.terminal();
        String name = common.command().name();
        Amending amending = new Amending(place, common, "quadrille " + name + " " + TextTable.visible(run), archive());
        AmendmentPlan plan = amending.plan(run, this::request);
        if (dryRun) {
            if (json) {
                AmendmentText.writeJson(plan, terminal.out());
            } else {
                AmendmentText.print(plan, terminal);
            }
            return ExitCode.DONE;
        }
        plan.notes().forEach(note -> terminal.say(TextTable.visible(note)));
        Amending.Outcome outcome = amending.carryOut(plan.request());
        if (json) {
            AmendmentText.writeJson(outcome, terminal.out());
        } else {
            terminal.say(AmendmentText.said(outcome.receipt()));
            report(outcome);
        }
        return place.isDeployment() ? ExitCode.DONE : Verdict.of(outcome.report(), null);
    }

    /** On AWS the deployment's steps are still at it. */
    private void report(Amending.Outcome outcome) throws IOException {
        try (View view = place.open(common)) {
            new ReportPrinter(common.terminal(), view.queries(), false, view.option()).print(outcome.report());
        }
    }
}
