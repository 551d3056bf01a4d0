package io.quadrille.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.quadrille.observer.operator.AmendmentPlan;
import io.quadrille.observer.operator.AmendmentPlan.Share;
import io.quadrille.observer.operator.AmendmentReceipt;
import io.quadrille.observer.operator.AmendmentRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.stream.Collectors;

/** What would be sent again, and what was, as JSON and for people. */
final class AmendmentText {
    private AmendmentText() {}

    static void print(AmendmentPlan plan, Terminal terminal) {
        String run = "run " + plan.run().run();
        plan.notes().forEach(note -> terminal.say(TextTable.visible(note)));
        if (plan.isEmpty()) {
            terminal.printLine(run + " has nothing to " + verb(plan.request()) + ".");
            return;
        }
        terminal.printLine(run + ": " + verb(plan.request()) + " would send "
                + amount(plan.request(), plan.records(), plan.events()) + ":");
        for (Share share : plan.shares()) {
            String code = share.code() == null ? "" : " " + share.code();
            terminal.printLine(
                    "  " + share.step() + code + ": " + amount(plan.request(), share.records(), share.events()));
        }
        terminal.printLine(terminal.paint().dim("Nothing was changed."));
    }

    static String said(AmendmentReceipt receipt) {
        if (receipt.amendments().isEmpty()) {
            return "there is nothing to " + verb(receipt.request()) + ".";
        }
        String numbers = receipt.amendments().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return (receipt.amendments().size() == 1 ? "amendment " : "amendments ") + numbers + ": sent "
                + Numbers.counted(receipt.records(), "record") + " again.";
    }

    private static String verb(AmendmentRequest request) {
        return request.action().name().toLowerCase(Locale.ROOT);
    }

    private static String amount(AmendmentRequest request, long records, long events) {
        return switch (request.action()) {
            case RETRY -> Numbers.counted(records, "record");
            case REDRIVE -> Numbers.counted(records, "record") + " in " + Numbers.counted(events, "dead letter");
            case REPUBLISH -> Numbers.counted(records, "record") + " in " + Numbers.counted(events, "event");
        };
    }

    static void writeJson(AmendmentPlan plan, OutputStream out) throws IOException {
        try (JsonGenerator json = RunReportJson.open(out)) {
            begin(json, plan.request(), true);
            json.writeNumberField("records", plan.records());
            json.writeNumberField("events", plan.events());
            json.writeArrayFieldStart("shares");
            for (Share share : plan.shares()) {
                json.writeStartObject();
                json.writeStringField("step", share.step());
                json.writeFieldName("code");
                json.writeString(share.code()); // null where it is no retry
                json.writeNumberField("records", share.records());
                json.writeNumberField("events", share.events());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("notes");
            for (String note : plan.notes()) {
                json.writeString(note);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.write('\n');
    }

    static void writeJson(Amending.Outcome outcome, OutputStream out) throws IOException {
        AmendmentReceipt receipt = outcome.receipt();
        try (JsonGenerator json = RunReportJson.open(out)) {
            begin(json, receipt.request(), false);
            json.writeNumberField("records", receipt.records());
            json.writeNumberField("events", receipt.events());
            json.writeArrayFieldStart("amendments");
            for (int number : receipt.amendments()) {
                json.writeNumber(number);
            }
            json.writeEndArray();
            json.writeStringField("status", outcome.report().status().name());
            json.writeBooleanField("balanced", outcome.report().balanced());
            json.writeEndObject();
        }
        out.write('\n');
    }

    private static void begin(JsonGenerator json, AmendmentRequest request, boolean dryRun) throws IOException {
        json.writeStartObject();
        json.writeStringField("run", request.run().run());
        json.writeNumberField("attempt", request.run().attempt());
        json.writeStringField("action", request.action().name());
        json.writeBooleanField("dryRun", dryRun);
    }
}
