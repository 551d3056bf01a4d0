package io.quadrille.events.documents;

import static io.quadrille.events.documents.Attribute.Form.HASH;
import static io.quadrille.events.documents.Attribute.Form.INSTANT;
import static io.quadrille.events.documents.Attribute.Form.INTEGER;
import static io.quadrille.events.documents.Attribute.Form.LONG_TEXT;
import static io.quadrille.events.documents.Attribute.Form.TEXT;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quadrille.events.Extensions;
import io.quadrille.events.Fact;
import io.quadrille.events.FactKind;
import java.util.ArrayList;
import java.util.List;

/**
 * An extension attribute of our events, as schemas and the reference describe it.
 *
 * @param required whether every event that may carry it does
 */
record Attribute(String name, Form form, Carrier carrier, boolean required, String description) {

    /** How the value stands in JSON. */
    enum Form {
        TEXT("text"),
        INTEGER("integer"),
        LONG_TEXT("decimal text"),
        HASH("hex SHA-256"),
        INSTANT("ISO 8601 instant");

        final String words;

        Form(String words) {
            this.words = words;
        }
    }

    /** Which events may carry the attribute. */
    enum Carrier {
        EVERY("every event"),
        CHUNK("facts about a chunk"),
        OUTCOME("outcomes"),
        DATA("events with data");

        final String words;

        Carrier(String words) {
            this.words = words;
        }

        boolean carries(FactKind kind) {
            return switch (this) {
                case EVERY -> true;
                case CHUNK -> Fact.OfChunk.class.isAssignableFrom(kind.factClass());
                case OUTCOME -> Fact.StepOutcome.class.isAssignableFrom(kind.factClass());
                case DATA -> kind != FactKind.RECORDS_LOADED;
            };
        }
    }

    static final List<Attribute> ALL = List.of(
            new Attribute(Extensions.FACT, TEXT, Carrier.EVERY, true, "The kind of fact."),
            new Attribute(
                    Extensions.RUN,
                    TEXT,
                    Carrier.EVERY,
                    true,
                    "The run's id; of what an amendment sends, followed by + and its number."),
            new Attribute(Extensions.ATTEMPT, INTEGER, Carrier.EVERY, true, "The attempt of the run, from 1."),
            new Attribute(Extensions.STEP, TEXT, Carrier.CHUNK, true, "The step that reports."),
            new Attribute(Extensions.CHUNK, INTEGER, Carrier.CHUNK, true, "The chunk's number in the run, from 0."),
            new Attribute(
                    Extensions.RECORDS_IN, INTEGER, Carrier.OUTCOME, true, "Records consumed; for an extract, read."),
            new Attribute(Extensions.RECORDS_OUT, INTEGER, Carrier.OUTCOME, true, "Records emitted."),
            new Attribute(Extensions.EXPANDED, INTEGER, Carrier.OUTCOME, true, "What expanding added."),
            new Attribute(Extensions.REJECTED, INTEGER, Carrier.OUTCOME, true, "Records refused with a reason."),
            new Attribute(
                    Extensions.FILTERED,
                    INTEGER,
                    Carrier.OUTCOME,
                    true,
                    "Records dropped by a filter, or expanded to nothing."),
            new Attribute(
                    Extensions.LOADED,
                    INTEGER,
                    Carrier.OUTCOME,
                    true,
                    "Records that a table holds, or holds a newer version of."),
            new Attribute(
                    Extensions.FIRST_LINE,
                    LONG_TEXT,
                    Carrier.OUTCOME,
                    true,
                    "The line where the chunk's first record begins, from 1; 0 without records."),
            new Attribute(
                    Extensions.LAST_LINE, LONG_TEXT, Carrier.OUTCOME, true, "The line where its last record begins."),
            new Attribute(
                    Extensions.WAIT_MICROS,
                    LONG_TEXT,
                    Carrier.OUTCOME,
                    true,
                    "Microseconds from the consumed event's publication to the start of the work."),
            new Attribute(
                    Extensions.WORK_MICROS,
                    LONG_TEXT,
                    Carrier.OUTCOME,
                    true,
                    "Microseconds from there to the outcome."),
            new Attribute(
                    Extensions.DATA_HASH, HASH, Carrier.OUTCOME, false, "Of the records emitted; absent for a load."),
            new Attribute(
                    Extensions.CAUSE_HASH,
                    HASH,
                    Carrier.OUTCOME,
                    false,
                    "Of the records consumed; absent for an extract."),
            new Attribute(Extensions.CAUSE, TEXT, Carrier.EVERY, false, "The id of the event that this one answers."),
            new Attribute(
                    Extensions.SOURCE_TIME,
                    INSTANT,
                    Carrier.EVERY,
                    true,
                    "The source version's time: the first part of every row's version."),
            new Attribute(
                    Extensions.SEQUENCER,
                    TEXT,
                    Carrier.EVERY,
                    false,
                    "The S3 notification's sequencer: the second part of every row's version."),
            new Attribute(
                    Extensions.DATA_KEY,
                    TEXT,
                    Carrier.EVERY,
                    false,
                    "The run's data key, wrapped, base64; only with sensitive fields."),
            new Attribute(
                    Extensions.OWED,
                    TEXT,
                    Carrier.EVERY,
                    false,
                    "Of what a retry sends: the step that rejected the records. Steps that lead to no sink it feeds"
                            + " acknowledge without counting."),
            new Attribute(
                    Extensions.REDRIVE,
                    TEXT,
                    Carrier.OUTCOME,
                    false,
                    "Of a dead letter sent again: the amendment's number, decimal."),
            new Attribute(
                    Extensions.REDRIVE_TO,
                    TEXT,
                    Carrier.OUTCOME,
                    false,
                    "Of a dead letter sent again: the one step that takes it."),
            new Attribute(
                    Extensions.TRACE_PARENT,
                    TEXT,
                    Carrier.EVERY,
                    true,
                    "W3C trace context: one trace per run, one span per event."),
            new Attribute(
                    Extensions.DATA_LENGTH,
                    LONG_TEXT,
                    Carrier.DATA,
                    true,
                    "The length of the data in bytes, also where a claim check stands for it."),
            new Attribute(
                    Extensions.DATA_REF,
                    TEXT,
                    Carrier.DATA,
                    false,
                    "The claim check: where the data lies when it is too large for an event."));

    /** The attributes that events of this kind may carry. */
    static List<Attribute> of(FactKind kind) {
        List<Attribute> carried = new ArrayList<>(ALL);
        carried.removeIf(attribute -> !attribute.carrier.carries(kind));
        return carried;
    }

    ObjectNode schema() {
        ObjectNode schema = PrettyJson.object();
        switch (form) {
            case TEXT -> schema.put("type", "string").put("minLength", 1);
            case INTEGER ->
                schema.put("type", "integer")
                        .put("minimum", name.equals(Extensions.ATTEMPT) ? 1 : 0)
                        .put("maximum", Integer.MAX_VALUE);
            case LONG_TEXT -> schema.put("type", "string").put("pattern", "^[0-9]{1,19}$");
            case HASH -> schema.put("type", "string").put("pattern", "^[0-9a-f]{64}$");
            case INSTANT -> schema.put("type", "string").put("format", "date-time");
        }
        return schema.put("description", description);
    }
}
