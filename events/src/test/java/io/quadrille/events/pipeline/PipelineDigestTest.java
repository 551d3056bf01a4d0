package io.quadrille.events.pipeline;

import static io.quadrille.events.pipeline.Choreography.csv;
import static io.quadrille.events.pipeline.Choreography.extract;
import static io.quadrille.events.pipeline.Choreography.load;
import static io.quadrille.events.pipeline.Choreography.pipeline;
import static io.quadrille.events.pipeline.Choreography.records;
import static io.quadrille.events.pipeline.Choreography.table;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.records.Column;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PipelineDigestTest {
    record Row(int id, String name) {}

    /** With the bounds that the digest below was made with. */
    private static final CsvFormat FORMAT = csv().chunkRecords(500);

    private static final String BASE = of(format -> format, Row.class, "rows", "id");

    @Test
    void digest_is_what_it_always_was() {
        assertThat(BASE).isEqualTo("9064ccdc913327498925f348debd71311c0c14bb905ddab257e03a111f20d432");
    }

    @Test
    void everything_that_moves_a_chunk_boundary_changes_it() {
        assertThat(java.util.List.of(
                        BASE,
                        of(format -> format.delimiter(';'), Row.class, "rows", "id"),
                        of(format -> format.charset(ISO_8859_1), Row.class, "rows", "id"),
                        of(format -> format.withoutHeader("id", "name"), Row.class, "rows", "id"),
                        of(format -> format.chunkRecords(501), Row.class, "rows", "id"),
                        of(format -> format.chunkBytes(1000), Row.class, "rows", "id"),
                        of(format -> format.maxRecordBytes(1000), Row.class, "rows", "id")))
                .doesNotHaveDuplicates();
    }

    @Test
    void everything_that_changes_what_a_column_means_changes_it() {
        record Wider(long id, String name) {}
        record Renamed(int id, @Column("title") String name) {}
        record Absent(int id, Optional<String> name) {}
        record Longer(int id, String name, String more) {}
        assertThat(java.util.List.of(
                        BASE,
                        of(format -> format, Wider.class, "rows", "id"),
                        of(format -> format, Renamed.class, "rows", "id"),
                        of(format -> format, Absent.class, "rows", "id"),
                        of(format -> format, Longer.class, "rows", "id"),
                        of(format -> format, Row.class, "other", "id"),
                        of(format -> format, Row.class, "rows", "name")))
                .doesNotHaveDuplicates();
    }

    @Test
    void how_a_queue_is_read_does_not_change_it() {
        Pipeline tuned = pipeline("p")
                .steps(
                        extract("extract", FORMAT).emits(records("rows.v1", Row.class)),
                        load("load")
                                .on(records("rows.v1", Row.class))
                                .into(table("rows", Row::id))
                                .concurrency(77)
                                .batch(1)
                                .retries(0)
                                .visibility(Duration.ofMinutes(9)))
                .build();
        assertThat(tuned.digest()).isEqualTo(BASE);
        assertThat(tuned.digest()).isEqualTo(tuned.digest()).matches("[0-9a-f]{64}");
    }

    private static <T> String of(UnaryOperator<CsvFormat> format, Class<T> recordClass, String table, String key) {
        return pipeline("p")
                .steps(
                        extract("extract", format.apply(FORMAT)).emits(records("rows.v1", recordClass)),
                        load("load").on(records("rows.v1", recordClass)).into(table, java.util.List.of(key)))
                .build()
                .digest();
    }
}
