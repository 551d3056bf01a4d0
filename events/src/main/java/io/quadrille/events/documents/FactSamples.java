package io.quadrille.events.documents;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.Counts;
import io.quadrille.events.Emission;
import io.quadrille.events.Envelope;
import io.quadrille.events.EventIds;
import io.quadrille.events.Fact;
import io.quadrille.events.FactKind;
import io.quadrille.events.Facts;
import io.quadrille.events.Rejection;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.events.hashing.Hashes;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.events.pipeline.StepKind;
import io.quadrille.events.records.FieldCipher;
import io.quadrille.events.records.Origin;
import io.quadrille.events.records.RecordCodec;
import io.quadrille.events.records.RecordType;
import io.quadrille.events.records.Traced;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One example of each kind of fact, of one made-up run of a pipeline {@code customers}, and its event. */
final class FactSamples {
    /** A record of the example. */
    record Customer(long id, String name) {}

    static final RecordType<Customer> EXTRACTED = RecordType.records("customers.extracted.v1", Customer.class);
    static final RecordType<Customer> CLEANED = RecordType.records("customers.cleaned.v1", Customer.class);

    private static final Instant TIME = Instant.parse("2026-11-03T09:30:00Z");
    private static final SourceObject SOURCE =
            new SourceObject("example-landing", "in/customers.csv", "3sL4kqtJlcpXroDTDmJ", 48_211);
    private static final String DIGEST = Hashes.hex(Hashes.sha256(new byte[] {1}));
    private static final RunKey RUN = new RunKey("customers", EventIds.run(SOURCE, DIGEST), 1);
    private static final Graph GRAPH = new Graph(List.of(
            new Graph.Node("extract", StepKind.EXTRACT, null, null, false),
            new Graph.Node("clean", StepKind.TRANSFORM, "extract", null, false),
            new Graph.Node("load", StepKind.LOAD, "clean", "customers", List.of("id"), false)));

    private FactSamples() {}

    static Fact fact(FactKind kind) {
        ChunkKey load = new ChunkKey(RUN, "load", 3);
        return switch (kind) {
            case RUN_STARTED -> new Fact.RunStarted(RUN, SOURCE, TIME, DIGEST, GRAPH);
            case FILE_EXTRACTED -> new Fact.FileExtracted(RUN, "extract", 4, 1_502, 48_211, 48_211, List.of("fax"));
            case RECORDS_EXTRACTED ->
                new Fact.RecordsExtracted(
                        outcome("extract", new Counts(3, 2, 0, 1, 0, 0), Hashes.hex(Hashes.sha256(records())), null));
            case RECORDS_TRANSFORMED ->
                new Fact.RecordsTransformed(outcome(
                        "clean",
                        new Counts(2, 2, 0, 0, 0, 0),
                        Hashes.hex(Hashes.sha256(records())),
                        Hashes.hex(Hashes.sha256(records()))));
            case RECORDS_LOADED ->
                new Fact.RecordsLoaded(
                        outcome("load", new Counts(2, 0, 0, 0, 0, 2), null, Hashes.hex(Hashes.sha256(records()))));
            case RECORDS_REJECTED ->
                new Fact.RecordsRejected(
                        new ChunkKey(RUN, "extract", 3),
                        List.of(new Rejection(
                                new Origin(1_503, 48_160, 0),
                                "id",
                                "NOT_A_NUMBER",
                                "\"12,5\" is not a whole number (expected e.g. 12)")));
            case RECORDS_DEAD_LETTERED ->
                new Fact.RecordsDeadLettered(
                        load, 2, 1_502, 1_504, "the claim check is gone", "s3://example-kept/dead/load/3", 16);
            case STEP_FAILED -> new Fact.StepFailed(load, 2, "TableThrottled");
            case RUN_FAILED -> new Fact.RunFailed(RUN, "customers.csv has no column 'id'; it has [name, town]");
            case RUN_COMPLETED ->
                new Fact.RunCompleted(
                        RUN, "COMPLETE_WITH_REJECTS", 1_502, List.of(new Fact.SinkTotals("load", 0, 1_501, 1, 0, 0)));
            case RUN_STALLED -> new Fact.RunStalled(RUN, TIME, List.of("load: chunk 3"));
            case RUN_AMENDED -> new Fact.RunAmended(RUN, 1, "RETRY", 1);
        };
    }

    static Envelope event(FactKind kind) {
        Fact fact = fact(kind);
        Emission.Context context = new Emission.Context(TIME, "0062E99A88DC407460", null);
        Emission emission = new Emission(TIME.plusSeconds(2), cause(kind), context);
        if (fact instanceof Fact.StepOutcome outcome && kind.carriesRecords()) {
            return Facts.envelope(outcome, type(kind), records(), emission);
        }
        return Facts.envelope(fact, emission);
    }

    static RecordType<Customer> type(FactKind kind) {
        return kind == FactKind.RECORDS_EXTRACTED ? EXTRACTED : CLEANED;
    }

    private static @Nullable String cause(FactKind kind) {
        return switch (kind) {
            case RECORDS_TRANSFORMED, RECORDS_LOADED, STEP_FAILED, RECORDS_DEAD_LETTERED ->
                EventIds.ofChunk(
                        new ChunkKey(RUN, kind == FactKind.RECORDS_TRANSFORMED ? "extract" : "clean", 3),
                        (kind == FactKind.RECORDS_TRANSFORMED
                                        ? FactKind.RECORDS_EXTRACTED
                                        : FactKind.RECORDS_TRANSFORMED)
                                .attribute());
            default -> null;
        };
    }

    private static ChunkOutcome outcome(
            String step, Counts counts, @Nullable String dataHash, @Nullable String causeHash) {
        return new ChunkOutcome(
                new ChunkKey(RUN, step, 3),
                counts,
                1_502,
                1_504,
                dataHash,
                causeHash,
                new ChunkOutcome.Timing(812, 4_150));
    }

    private static byte[] records() {
        return new RecordCodec<>(EXTRACTED)
                .encode(
                        List.of(
                                new Traced<>(new Origin(1_502, 48_140, 0), new Customer(4711, "Ada Lovelace")),
                                new Traced<>(new Origin(1_504, 48_190, 0), new Customer(4712, "Grace Hopper"))),
                        List.of("id", "name"),
                        FieldCipher.NONE);
    }
}
