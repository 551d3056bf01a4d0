package io.quadrille.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.quadrille.forecast.Advice;
import io.quadrille.forecast.Bill;
import io.quadrille.forecast.Bound;
import io.quadrille.forecast.Forecast;
import io.quadrille.forecast.Forecast.Outlook;
import io.quadrille.forecast.Price;
import io.quadrille.forecast.Profile;
import io.quadrille.forecast.Traffic;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A forecast as JSON on one line; the members and their order are fixed, new ones go to the end. */
final class PlanJson {
    private static final int DECIMALS = 6;

    private PlanJson() {}

    /** @param out flushed, not closed */
    static void write(OutputStream out, Plan plan) throws IOException {
        try (JsonGenerator json = RunReportJson.open(out)) {
            write(json, plan);
        }
        out.write('\n');
    }

    private static void write(JsonGenerator json, Plan plan) throws IOException {
        Forecast forecast = plan.forecast();
        json.writeStartObject();
        json.writeStringField("pipeline", forecast.ours().design().pipeline().name());
        json.writeStringField("size", forecast.ours().design().compute().size());
        json.writeStringField("region", plan.region());
        json.writeNumberField("records", forecast.workload().records());
        number(json, "bytesPerRecord", forecast.workload().bytesPerRecord());
        outlook(json, forecast.ours());
        json.writeObjectFieldStart("rowPerEvent");
        outlook(json, forecast.rowPerEvent());
        json.writeEndObject();
        number(json, "ratio", forecast.ratio());
        number(json, "ratioWithoutRows", forecast.ratioWithoutRows());
        advice(json, plan.advice());
        Profile.Sample sample = forecast.profile().sample();
        json.writeFieldName("seenInRun");
        json.writeString(sample == null ? null : sample.run());
        json.writeObjectFieldStart("prices");
        json.writeStringField("date", plan.forecaster().prices().date().toString());
        json.writeStringField("region", plan.forecaster().prices().region());
        json.writeStringField("currency", plan.forecaster().prices().currency());
        json.writeStringField("source", plan.forecaster().prices().source());
        json.writeEndObject();
        json.writeStringField("quotasDate", plan.forecaster().quotas().date().toString());
        json.writeEndObject();
    }

    private static void outlook(JsonGenerator json, Outlook outlook) throws IOException {
        number(json, "seconds", outlook.pace().seconds());
        json.writeFieldName("bottleneck");
        bound(json, outlook.pace().bottleneck());
        number(json, "dollars", outlook.bill().dollars());
        number(json, "dollarsWithoutRows", outlook.bill().dollarsWithoutRows());
        json.writeObjectFieldStart("services");
        for (Price.Service service : Price.Service.values()) {
            number(json, service.name().toLowerCase(Locale.ROOT), outlook.bill()
                    .byService()
                    .getOrDefault(service, 0.0));
        }
        json.writeEndObject();
        json.writeArrayFieldStart("costs");
        for (Bill.Line line : outlook.bill().lines()) {
            json.writeStartObject();
            json.writeStringField("service", line.price().service().title());
            json.writeStringField("price", line.price().name());
            json.writeStringField("for", line.what().name());
            number(json, "quantity", line.quantity());
            number(json, "dollars", line.dollars());
            json.writeEndObject();
        }
        json.writeEndArray();
        counts(json, outlook.traffic());
        json.writeArrayFieldStart("bounds");
        for (Bound bound : outlook.pace().bounds()) {
            bound(json, bound);
        }
        json.writeEndArray();
    }

    private static void counts(JsonGenerator json, Traffic traffic) throws IOException {
        json.writeObjectFieldStart("counts");
        json.writeNumberField("chunks", traffic.chunks());
        json.writeNumberField("events", traffic.eventCount());
        json.writeNumberField("eventUnits", traffic.eventUnits());
        json.writeNumberField("putEvents", traffic.putCalls());
        json.writeNumberField("messages", traffic.messages());
        json.writeNumberField("queueRequests", traffic.queueRequests());
        json.writeNumberField("rowWriteUnits", traffic.rowUnits());
        json.writeNumberField("ledgerWrites", traffic.ledger().writes());
        json.writeNumberField("ledgerWriteUnits", traffic.ledger().writeUnits());
        json.writeNumberField("ledgerReadUnits", traffic.ledger().readUnits());
        json.writeNumberField("claimChecks", traffic.blobPuts());
        json.writeEndObject();
    }

    private static void bound(JsonGenerator json, Bound bound) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", bound.kind().name());
        json.writeStringField("name", bound.name());
        number(json, "seconds", bound.seconds());
        json.writeEndObject();
    }

    private static void advice(JsonGenerator json, @Nullable Advice advice)
            throws IOException {
        json.writeFieldName("within");
        if (advice == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeNumberField("seconds", advice.within().toSeconds());
        json.writeBooleanField("met", advice.met());
        json.writeArrayFieldStart("changes");
        for (Advice.Change change : advice.changes()) {
            json.writeStartObject();
            json.writeStringField("kind", change.kind().name());
            json.writeStringField("of", change.of());
            json.writeNumberField("value", change.value());
            json.writeStringField("text", change.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        number(json, "secondsAfter", advice.after().pace().seconds());
        number(json, "dollarsAfter", advice.after().bill().dollars());
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String name, double value) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP));
    }
}
