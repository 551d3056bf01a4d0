package io.quadrille.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.quadrille.events.Counts;
import io.quadrille.events.Envelope;
import io.quadrille.observer.ledger.RejectRow;
import io.quadrille.observer.runs.RecordJourney;
import io.quadrille.observer.runs.RecordJourney.Place;
import io.quadrille.observer.runs.RecordJourney.Resent;
import io.quadrille.observer.runs.RecordJourney.Visit;
import io.quadrille.observer.runs.SourceRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** One record's journey as JSON on one line; the members and their order are fixed, new ones go to the end. */
final class JourneyJson {
    private JourneyJson() {}

    /** @param out flushed, not closed */
    static void write(OutputStream out, RecordJourney journey) throws IOException {
        try (JsonGenerator json = RunReportJson.open(out)) {
            json.writeStartObject();
            json.writeStringField("run", journey.run().run());
            json.writeNumberField("attempt", journey.run().attempt());
            json.writeStringField("pipeline", journey.run().pipeline());
            json.writeNumberField("line", journey.line());
            place(json, journey.place());
            visits(json, journey.visits());
            json.writeArrayFieldStart("resent");
            for (Resent again : journey.resent()) {
                json.writeStartObject();
                json.writeNumberField("amendment", again.amendment());
                json.writeStringField("at", again.at().toString());
                visits(json, again.visits());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("gaps");
            for (String gap : journey.gaps()) {
                json.writeString(gap);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.write('\n');
    }

    private static void place(JsonGenerator json, @org.jspecify.annotations.Nullable Place place) throws IOException {
        SourceRecord record = place == null ? null : place.record();
        json.writeFieldName("chunk");
        if (place == null) {
            json.writeNull();
        } else {
            json.writeNumber(place.chunk());
        }
        json.writeFieldName("record");
        if (record == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeNumberField("line", record.line());
        json.writeNumberField("bytePosition", record.bytePosition());
        json.writeFieldName("text");
        json.writeString(record.text()); // null where it is withheld
        json.writeFieldName("withheld");
        json.writeString(record.withheld());
        json.writeEndObject();
    }

    private static void visits(JsonGenerator json, List<Visit> visits) throws IOException {
        json.writeArrayFieldStart("steps");
        for (Visit visit : visits) {
            visit(json, visit);
        }
        json.writeEndArray();
    }

    private static void visit(JsonGenerator json, Visit visit) throws IOException {
        json.writeStartObject();
        json.writeStringField("step", visit.step());
        json.writeStringField("fate", visit.fate().name());
        json.writeFieldName("at");
        json.writeString(visit.at() == null ? null : visit.at().toString());
        Counts counts = visit.counts();
        json.writeFieldName("chunk");
        if (counts == null) {
            json.writeNull();
        } else {
            json.writeStartObject();
            json.writeNumberField("in", counts.in());
            json.writeNumberField("out", RunReportJson.outOf(counts));
            json.writeNumberField("expanded", counts.expanded());
            json.writeNumberField("rejected", counts.rejected());
            json.writeNumberField("filtered", counts.filtered());
            json.writeEndObject();
        }
        RunReportJson.seconds(json, "waitingSeconds", visit.waiting());
        RunReportJson.seconds(json, "workingSeconds", visit.working());
        json.writeArrayFieldStart("rejects");
        for (RejectRow row : visit.rejects()) {
            RejectsText.write(json, row.rejection());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("events");
        for (Envelope event : visit.events()) {
            json.writeStartObject();
            json.writeStringField("id", event.id());
            json.writeStringField("type", event.type());
            json.writeStringField("time", event.time().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
