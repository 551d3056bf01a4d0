package io.quadrille.contracts.ledger;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.quadrille.events.ChunkKey;
import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.Counts;
import io.quadrille.events.Emission;
import io.quadrille.events.Envelope;
import io.quadrille.events.Fact;
import io.quadrille.events.Facts;
import io.quadrille.events.Rejection;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.events.records.Origin;
import io.quadrille.events.records.RecordType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The facts of a run as its steps would state them. */
record Staged(RunKey run, Graph graph) {
    static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Emission EMISSION = new Emission(START, null, new Emission.Context(START, null, null));
    private static final RecordType<Row> TYPE = RecordType.records("rows.staged.v1", Row.class);

    /** A record class, as events of records have one. */
    record Row(String id) {}

    static Staged run(String id, Graph graph) {
        return new Staged(new RunKey("staged", id, 1), graph);
    }

    Fact.RunStarted started() {
        return new Fact.RunStarted(run, new SourceObject("local", "/in/rows.csv", "v1", 1234), START, "digest", graph);
    }

    Fact.FileExtracted extracted(int chunks, long records) {
        return new Fact.FileExtracted(run, graph.extract().name(), chunks, records, 5678, 1234, List.of("remarks"));
    }

    ChunkKey chunk(String step, int chunk) {
        return new ChunkKey(run, step, chunk);
    }

    Fact.StepOutcome outcome(String step, int chunk, Counts counts) {
        return outcome(step, chunk, counts, "hash of " + step + " " + chunk);
    }

    Fact.StepOutcome outcome(String step, int chunk, Counts counts, @Nullable String hash) {
        ChunkOutcome outcome =
                new ChunkOutcome(chunk(step, chunk), counts, 1, 2, hash, null, new ChunkOutcome.Timing(5_000, 900));
        return switch (graph.findNode(step).orElse(graph.extract()).kind()) {
            case EXTRACT -> new Fact.RecordsExtracted(outcome);
            case LOAD -> new Fact.RecordsLoaded(outcome);
            default -> new Fact.RecordsTransformed(outcome);
        };
    }

    /** A step that passes all on; a load that loads all. */
    Fact.StepOutcome passes(String step, int chunk, long records) {
        boolean load = graph.findNode(step).orElseThrow().table() != null;
        return outcome(step, chunk, new Counts(records, load ? 0 : records, 0, 0, 0, load ? records : 0));
    }

    Fact.RecordsRejected rejects(String step, int chunk, int count) {
        List<Rejection> rejections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Origin origin = new Origin(chunk * 100L + i + 2, chunk * 1000L + i, 0);
            rejections.add(new Rejection(origin, "amount", "NOT_A_NUMBER", step + " refuses"));
        }
        return new Fact.RecordsRejected(chunk(step, chunk), rejections);
    }

    Fact.RecordsDeadLettered dead(String step, int chunk, long records) {
        return new Fact.RecordsDeadLettered(chunk(step, chunk), records, 1, 2, "key gone", "blob/7", 5);
    }

    /** As the observer's queue delivers it: without records. */
    static Envelope envelope(Fact fact) {
        return envelope(fact, START);
    }

    static Envelope envelope(Fact fact, Instant published) {
        Emission emission = new Emission(published, null, EMISSION.context());
        if (fact instanceof Fact.StepOutcome outcome && !(fact instanceof Fact.RecordsLoaded)) {
            Envelope whole = Facts.envelope(outcome, TYPE, new byte[] {'[', ']'}, emission);
            return new Envelope(
                    CloudEventBuilder.v1(whole.event()).withoutData().build());
        }
        return Facts.envelope(fact, emission);
    }
}
