package io.quadrille.handlers.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.pipeline.CsvFormat;
import io.quadrille.handlers.csv.RecordSearch.Found;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordSearchTest {
    private static Optional<Found> atLine(String text, long line) throws IOException {
        return RecordSearch.atLine(new ByteArrayInputStream(text.getBytes(UTF_8)), "a.csv", CsvFormat.csv(), line);
    }

    @Test
    void a_line_belongs_to_the_record_that_spans_it() throws IOException {
        String text = "id,name\r\n1,\"a\nb\r\nc\"\r\n\r\n2,d\n3,\"e\nf\"";
        assertThat(atLine(text, 1)).isEmpty();
        assertThat(atLine(text, 2)).contains(new Found(0, 2, 9, "1,\"a\nb\r\nc\""));
        assertThat(atLine(text, 4)).contains(new Found(0, 2, 9, "1,\"a\nb\r\nc\""));
        assertThat(atLine(text, 5)).isEmpty();
        assertThat(atLine(text, 6)).contains(new Found(0, 6, 24, "2,d"));
        assertThat(atLine(text, 7)).contains(new Found(0, 7, 28, "3,\"e\nf\""));
        assertThat(atLine(text, 8)).contains(new Found(0, 7, 28, "3,\"e\nf\""));
        assertThat(atLine(text, 9)).isEmpty();
        assertThat(atLine("", 1)).isEmpty();
    }

    @Test
    void a_quote_that_is_not_closed_costs_its_line_alone() throws IOException {
        assertThat(atLine("id\n\"1\n2\n", 2)).contains(new Found(0, 2, 3, "\"1"));
        assertThat(atLine("id\n\"1\n2\n", 3)).contains(new Found(0, 3, 6, "2"));
    }

    @Test
    void chunks_are_those_that_the_extract_makes() throws IOException {
        long seed = 42;
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("id,name\n");
        for (int i = 0; i < 3_000; i++) {
            text.append(i).append(",\"").append(random.nextInt(5) == 0 ? "a\nb" : "c").append("\"\n");
        }
        List<Found> expected = new ArrayList<>();
        try (CsvChunks chunks =
                CsvChunks.open(new ByteArrayInputStream(text.toString().getBytes(UTF_8)), "a.csv", CsvFormat.csv())) {
            for (CsvChunk chunk = chunks.skip(); chunk != null; chunk = chunks.skip()) {
                expected.add(new Found(chunk.number(), chunk.firstLine(), 0, null));
                expected.add(new Found(chunk.number(), chunk.lastLine(), 0, null));
            }
        }
        for (Found each : expected) {
            Found found = atLine(text.toString(), each.line()).orElseThrow();
            assertThat(found.chunk()).as("seed %d, line %d", seed, each.line()).isEqualTo(each.chunk());
            assertThat(found.line()).isEqualTo(each.line());
        }
    }

    @Test
    void records_are_found_by_where_they_begin() throws IOException {
        byte[] text = "id\n1\n22\n3\n".getBytes(UTF_8);
        assertThat(RecordSearch.atBytes(new ByteArrayInputStream(text), "a.csv", CsvFormat.csv(), List.of(3L, 4L, 8L)))
                .containsExactly(new Found(0, 2, 3, "1"), new Found(0, 4, 8, "3"));
    }

    @Test
    void a_very_long_record_is_cut() throws IOException {
        Found found = atLine("id\n" + "x".repeat(5_000) + "\n", 2).orElseThrow();
        assertThat(found.text()).isEqualTo("x".repeat(4_000) + "…");
    }
}
