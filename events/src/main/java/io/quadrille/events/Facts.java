package io.quadrille.events;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.data.BytesCloudEventData;
import io.quadrille.events.hashing.Hashes;
import io.quadrille.events.records.RecordType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Facts as envelopes and back. Thread safe. */
public final class Facts {
    /** Of the data of every event of ours. */
    static final String MEDIA_TYPE = "application/json";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Facts() {}

    /** The event of a fact that carries no records. */
    public static Envelope envelope(Fact fact, Emission emission) {
        FactKind kind = FactKind.of(fact);
        if (kind.carriesRecords()) {
            throw new IllegalArgumentException(kind + " carries records of a type");
        }
        byte[] data = fact instanceof Fact.RecordsLoaded ? null : json(fact);
        return build(fact, kind.type(), emission, data);
    }

    /** The event of an outcome that carries records. */
    public static Envelope envelope(Fact.StepOutcome outcome, RecordType<?> type, byte[] records, Emission emission) {
        return build(outcome, type.name(), emission, records);
    }

    private static Envelope build(Fact fact, String type, Emission emission, byte @Nullable [] data) {
        FactKind kind = FactKind.of(fact);
        RunKey run = fact.run();
        String id = fact instanceof Fact.OfChunk of
                ? EventIds.ofChunk(of.key(), qualified(kind, fact))
                : EventIds.ofRun(run, qualified(kind, fact));
        CloudEventBuilder event = CloudEventBuilder.v1()
                .withId(id)
                .withSource(Envelope.sourceOf(run.pipeline()))
                .withType(type)
                .withTime(emission.time().atOffset(ZoneOffset.UTC))
                .withExtension(Extensions.FACT, kind.attribute())
                .withExtension(Extensions.RUN, run.run())
                .withExtension(Extensions.ATTEMPT, run.attempt())
                .withExtension(
                        Extensions.SOURCE_TIME, emission.context().sourceTime().toString())
                .withExtension(Extensions.TRACE_PARENT, traceParent(run, id));
        if (emission.cause() != null) {
            event.withExtension(Extensions.CAUSE, emission.cause());
        }
        if (emission.context().sequencer() != null) {
            event.withExtension(Extensions.SEQUENCER, emission.context().sequencer());
        }
        if (emission.context().dataKey() != null) {
            event.withExtension(Extensions.DATA_KEY, emission.context().dataKey());
        }
        if (emission.context().owed() != null) {
            event.withExtension(Extensions.OWED, emission.context().owed());
        }
        if (fact instanceof Fact.OfChunk of) {
            event.withExtension(Extensions.STEP, of.key().step())
                    .withExtension(Extensions.CHUNK, of.key().chunk());
        }
        if (fact instanceof Fact.StepOutcome outcome) {
            OutcomeAttributes.write(event, outcome.outcome());
        }
        if (data != null) {
            event.withExtension(Extensions.DATA_LENGTH, Integer.toString(data.length));
            event.withData(MEDIA_TYPE, BytesCloudEventData.wrap(data));
        }
        return new Envelope(event.build());
    }

    /** Facts that may stand more than once for one run or chunk are told apart in their ids. */
    private static String qualified(FactKind kind, Fact fact) {
        if (fact instanceof Fact.StepFailed failed) {
            return kind.attribute() + failed.delivery();
        } else if (fact instanceof Fact.RunStalled stalled) {
            return kind.attribute() + stalled.lastProgress();
        } else if (fact instanceof Fact.RunCompleted completed) {
            // A run that was reopened completes again, with other totals.
            String amended = completed.amendments() == null ? "" : "+" + completed.amendments();
            return kind.attribute() + completed.status() + completed.sinks() + amended;
        } else if (fact instanceof Fact.RunFailed failed) {
            // An attempt taken up again may fail again, for another reason.
            return kind.attribute() + failed.reason();
        } else if (fact instanceof Fact.RecordsDeadLettered dead && dead.redrive() != null) {
            return kind.attribute() + dead.redrive();
        } else if (fact instanceof Fact.RunAmended amended) {
            return kind.attribute() + amended.amendment();
        }
        return kind.attribute();
    }

    /** One trace per run, one span per event. */
    private static String traceParent(RunKey amended, String id) {
        RunKey run = amended.root();
        String trace = Hashes.hex(
                Hashes.sha256((run.run() + "/" + run.attempt()).getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        String span = Hashes.hex(Hashes.sha256(id.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        return "00-" + trace.substring(0, 32) + "-" + span.substring(0, 16) + "-01";
    }

    /**
     * The fact that an event states. Outcomes are read from the attributes alone.
     *
     * @throws UnreadableEvent if it is not an event of ours; the message names its id, no value
     */
    public static Fact fact(Envelope envelope) {
        return switch (envelope.kind()) {
            case RECORDS_EXTRACTED -> new Fact.RecordsExtracted(OutcomeAttributes.read(envelope));
            case RECORDS_TRANSFORMED -> new Fact.RecordsTransformed(OutcomeAttributes.read(envelope));
            case RECORDS_LOADED -> new Fact.RecordsLoaded(OutcomeAttributes.read(envelope));
            default -> parse(envelope);
        };
    }

    private static Fact parse(Envelope envelope) {
        byte[] data = envelope.data()
                .orElseThrow(() -> new UnreadableEvent("event " + envelope.id() + " (" + envelope.type()
                        + ") has no data; a claim check is fetched before its fact is read"));
        Fact fact;
        try {
            fact = JSON.readValue(data, envelope.kind().factClass());
        } catch (IOException | RuntimeException e) {
            throw new UnreadableEvent("event " + envelope.id() + ": its data is not a "
                    + envelope.kind().attribute() + " fact");
        }
        boolean agrees = fact instanceof Fact.OfChunk of
                ? of.key().equals(envelope.chunk())
                : fact.run().equals(envelope.run());
        if (!agrees) {
            throw new UnreadableEvent("event " + envelope.id() + ": its attributes are about " + envelope.run()
                    + ", its data is about another run or chunk");
        }
        return fact;
    }

    private static byte[] json(Fact fact) {
        try {
            return JSON.writeValueAsBytes(fact);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
    }
}
