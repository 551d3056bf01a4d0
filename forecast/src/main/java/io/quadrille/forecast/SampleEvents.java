package io.quadrille.forecast;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.Counts;
import io.quadrille.events.Emission;
import io.quadrille.events.Envelope;
import io.quadrille.events.EnvelopeJson;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.Fact;
import io.quadrille.events.Facts;
import io.quadrille.events.Rejection;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.records.Origin;
import io.quadrille.events.records.RecordType;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events as a run of the pipeline emits them, but for their records: made by the code that makes the real ones. */
final class SampleEvents {
    private static final Instant TIME = Instant.parse("2026-11-01T00:00:00.123456789Z");
    private static final String HASH = "0".repeat(64);
    /** A wrapped data key in base64, as KMS gives it. */
    private static final String DATA_KEY = "0".repeat(248);

    private static final byte[] NO_RECORDS = {'{', '}'};

    private final Pipeline pipeline;
    private final RunKey run;
    private final Emission emission;

    SampleEvents(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.run = new RunKey(pipeline.name(), "0".repeat(16), 1);
        this.emission = new Emission(
                TIME,
                HASH.substring(0, 32),
                new Emission.Context(TIME, "0".repeat(18), pipeline.hasSensitive() ? DATA_KEY : null));
    }

    Envelope started() {
        SourceObject source = new SourceObject("bucket".repeat(6), "landing/" + "f".repeat(40), HASH, 1L << 30);
        return Facts.envelope(new Fact.RunStarted(run, source, TIME, HASH, pipeline.graph()), emission);
    }

    Envelope extracted(long chunks, long records) {
        return Facts.envelope(
                new Fact.FileExtracted(
                        run, pipeline.extract().name(), (int) chunks, records, 1L << 40, 1L << 40, List.of()),
                emission);
    }

    Envelope completed(long records) {
        List<Fact.SinkTotals> sinks = pipeline.graph().sinks().stream()
                .map(sink -> new Fact.SinkTotals(sink.name(), records, records, records, records, 0))
                .toList();
        return Facts.envelope(new Fact.RunCompleted(run, "COMPLETE_WITH_REJECTS", records, sinks), emission);
    }

    /** An outcome whose records are still to be put in; a load's has none. */
    Envelope outcome(String step, @Nullable RecordType<?> type, long records) {
        ChunkOutcome outcome = new ChunkOutcome(
                new ChunkKey(run, step, 1000),
                new Counts(records, records, 0, 0, 0, 0),
                1_000_000,
                1_000_000,
                HASH,
                HASH,
                new ChunkOutcome.Timing(100_000, 100_000));
        return type == null
                ? Facts.envelope(new Fact.RecordsLoaded(outcome), emission)
                : Facts.envelope(
                        step.equals(pipeline.extract().name())
                                ? new Fact.RecordsExtracted(outcome)
                                : new Fact.RecordsTransformed(outcome),
                        type,
                        NO_RECORDS,
                        emission);
    }

    Envelope rejects(String step, long count) {
        return Facts.envelope(
                new Fact.RecordsRejected(
                        new ChunkKey(run, step, 1000), Collections.nCopies((int) Math.max(1, count), rejection())),
                emission);
    }

    static Rejection rejection() {
        return new Rejection(
                new Origin(1_000_000, 100_000_000, 0), "a_column", "NOT_A_NUMBER", "is not a decimal number".repeat(3));
    }

    /** An entry's size as EventBridge counts it. */
    static long entryBytes(Envelope envelope) {
        return EventFlow.entryBytes(envelope, EnvelopeJson.length(envelope));
    }

    /** How much longer an event is as a message: EventBridge's own members. */
    static long wrapperBytes(Envelope envelope) {
        return EventBridgeJson.wrapperLength(envelope);
    }
}
