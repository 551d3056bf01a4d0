package io.quadrille.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.quadrille.local.bus.RuleTrial;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that tells which rules select an event. */
@Command(
        name = "why",
        sortOptions = false,
        header = "Says which rules match an event, and why the others do not.",
        description = {"", "The matcher is Amazon's own."},
        footer = {
            "",
            "Examples:",
            "  head -1 events.jsonl > event.json && quadrille why event.json --pipeline orders",
            "  quadrille why event.json --pipeline orders --json"
        })
final class WhyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "EVENT.json", description = "a CloudEvent, or the object that EventBridge delivers")
    private String file = "";

    @Option(
            names = "--pipeline",
            paramLabel = "NAME",
            required = true,
            completionCandidates = Pipelines.class,
            description = "the pipeline whose rules are tried")
    private String pipeline = "";

    @Option(names = "--json", description = "print the verdicts as JSON on one line")
    private boolean json;

    @Mixin
    private Common common = new Common();

    @Override
    public Integer call() throws IOException {
        Terminal terminal = common.terminal();
        String event = EventFile.read(SourceFile.require(file));
        List<RuleTrial> trials = RuleTrial.of(new Pipelines().describe(pipeline).rules(), event);
        if (json) {
            write(trials, terminal);
        } else {
            trials.forEach(trial -> print(trial, terminal));
        }
        return ExitCode.DONE;
    }

    private static void print(RuleTrial trial, Terminal terminal) {
        Paint paint = terminal.paint();
        terminal.printLine((trial.matches() ? paint.green("✔ ") : paint.red("✘ "))
                + paint.bold(trial.rule().name()) + (trial.matches() ? " matches, " : " does not match, ") + "target "
                + trial.rule().target());
        for (RuleTrial.FailedField field : trial.failed()) {
            String found = field.found();
            terminal.printLine("    " + field.field() + " is " + (found == null ? "absent" : TextTable.visible(found))
                    + ", the rule wants " + field.wanted());
        }
    }

    private static void write(List<RuleTrial> trials, Terminal terminal) throws IOException {
        try (JsonGenerator out = RunReportJson.open(terminal.out())) {
            out.writeStartArray();
            for (RuleTrial trial : trials) {
                out.writeStartObject();
                out.writeStringField("rule", trial.rule().name());
                out.writeStringField("target", trial.rule().target());
                out.writeBooleanField("matches", trial.matches());
                out.writeArrayFieldStart("failed");
                for (RuleTrial.FailedField field : trial.failed()) {
                    out.writeStartObject();
                    out.writeStringField("field", field.field());
                    out.writeFieldName("wanted");
                    out.writeRawValue(field.wanted());
                    out.writeFieldName("found");
                    out.writeRawValue(field.found() == null ? "null" : field.found());
                    out.writeEndObject();
                }
                out.writeEndArray();
                out.writeEndObject();
            }
            out.writeEndArray();
        }
        terminal.out().write('\n');
    }
}
