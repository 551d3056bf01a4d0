package io.quadrille.handlers.engine;

import static io.quadrille.events.FactKind.RECORDS_LOADED;
import static io.quadrille.events.pipeline.Choreography.csv;
import static io.quadrille.events.pipeline.Choreography.extract;
import static io.quadrille.events.pipeline.Choreography.load;
import static io.quadrille.events.pipeline.Choreography.pipeline;
import static io.quadrille.events.pipeline.Choreography.records;
import static io.quadrille.events.pipeline.Choreography.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.ChunkOutcome.Timing;
import io.quadrille.events.Counts;
import io.quadrille.events.Emission;
import io.quadrille.events.Envelope;
import io.quadrille.events.Fact;
import io.quadrille.events.Facts;
import io.quadrille.events.json.JsonText;
import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.records.Origin;
import io.quadrille.events.records.RecordCodec;
import io.quadrille.events.records.RecordType;
import io.quadrille.events.records.Traced;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.ports.RecordTable.VersionedRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A record class with code of its own sees its values; those that it gives are loaded. */
final class LoadOfInstancesTest {
    record Seat(String id, String guest) {
        Seat {
            id = id.strip();
        }

        @Override
        public String guest() {
            if (guest.equals("nobody")) {
                throw new IllegalStateException("a guest's name");
            }
            return guest;
        }
    }

    /** What the events hold: the same columns, without the code. */
    record Written(String id, String guest) {}

    private static final String TYPE = "seats.taken.v1";
    private static final RecordType<Seat> TAKEN = records(TYPE, Seat.class);
    private static final LoadStep<Seat> LOAD = load("load").on(TAKEN).into(table("seats", Seat::id));
    private static final Pipeline SEATS = pipeline("guests")
            .steps(extract("extract", csv()).emits(TAKEN), LOAD)
            .build();

    private final Bench bench = new Bench();

    @Test
    void rows_are_what_the_instances_say_and_one_that_throws_is_rejected_alone() {
        List<Traced<Written>> written = List.of(
                new Traced<>(new Origin(2, 20, 0), new Written(" é\"1\\ ", "Zoë \"Z\" 😀")),
                new Traced<>(new Origin(3, 40, 0), new Written("2", "nobody")),
                new Traced<>(new Origin(4, 60, 0), new Written("3", "plain")));

        StepEngine.of(LOAD, Bindings.of(SEATS).build(), write -> bench.table.write(write), bench.services)
                .handle(List.of(bench.delivery(event(written), 1)));

        List<VersionedRecord> rows = bench.writes.get(0).records();
        assertThat(rows).extracting(VersionedRecord::partition).containsExactly("é\"1\\", "3");
        assertThat(rows.get(0).values()).extracting(Object::toString).containsExactly("é\"1\\", "Zoë \"Z\" 😀");
        assertThat(rows.get(1).values()).extracting(Object::toString).containsExactly("3", "plain");
        assertThat(rows.get(0).values()[0]).as("changed by the class").isInstanceOf(String.class);
        assertThat(rows.get(1).values()[1]).as("as it was read").isInstanceOf(JsonText.class);
        assertThat(rows).extracting(row -> row.version().line()).containsExactly(2L, 4L);
        assertThat(bench.counts(bench.only(RECORDS_LOADED))).isEqualTo(new Counts(3, 0, 0, 1, 0, 2));
        assertThat(bench.rejections()).singleElement().satisfies(rejection -> {
            assertThat(rejection.code()).isEqualTo("STEP_FAILED");
            assertThat(rejection.origin().line()).isEqualTo(3);
            assertThat(rejection.message()).doesNotContain("nobody").doesNotContain("a guest's name");
        });
    }

    private Envelope event(List<Traced<Written>> records) {
        RecordType<Written> type = records(TYPE, Written.class);
        byte[] bytes = new RecordCodec<>(type).encode(records, List.of("id", "guest"), bench.cipher());
        int count = records.size();
        ChunkKey key = new ChunkKey(Bench.RUN, "extract", 0);
        ChunkOutcome outcome =
                new ChunkOutcome(key, new Counts(count, count, 0, 0, 0, 0), 2, 4, "00", null, Timing.NONE);
        Emission.Context context = new Emission.Context(Bench.SOURCE_TIME, null, bench.dataKey);
        return Facts.envelope(new Fact.RecordsExtracted(outcome), type, bytes, new Emission(bench.now, null, context));
    }
}
