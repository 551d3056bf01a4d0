package io.quadrille.handlers.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quadrille.events.pipeline.CsvFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkBoundariesTest {
    private static final CsvFormat FORMAT =
            CsvFormat.csv().chunkRecords(7).chunkBytes(100).maxRecordBytes(64);

    private record Bounds(int number, int records, long firstLine, long lastLine) {
        static Bounds of(CsvChunk chunk) {
            return new Bounds(chunk.number(), chunk.records(), chunk.firstLine(), chunk.lastLine());
        }
    }

    @Test
    void chunk_ends_after_so_many_records() throws IOException {
        assertThat(bounds(
                        new ByteArrayInputStream("a\n1\n\n2\n3\n".getBytes(StandardCharsets.UTF_8)),
                        CsvFormat.csv().chunkRecords(2)))
                .containsExactly(new Bounds(0, 2, 2, 4), new Bounds(1, 1, 5, 5));
    }

    @Test
    void chunk_ends_with_the_record_that_reaches_so_many_bytes_malformed_ones_included() throws IOException {
        String text = "a\n123456789\n\"x\"y56789\n1\n";
        assertThat(bounds(
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                        CsvFormat.csv().chunkBytes(20)))
                .containsExactly(new Bounds(0, 2, 2, 3), new Bounds(1, 1, 4, 4));
    }

    @Test
    void boundaries_do_not_depend_on_how_the_stream_hands_over_its_bytes() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            byte[] bytes = RandomSource.messy(random, 3_000);
            List<Bounds> expected = bounds(new ByteArrayInputStream(bytes), FORMAT);
            assertThat(bounds(new Dribble(bytes, random), FORMAT))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
            assertThat(Reading.of(new Dribble(bytes, random), FORMAT))
                    .as("seed %d", seed)
                    .isEqualTo(Reading.of(bytes, FORMAT));
        }
    }

    @Test
    void skipped_chunks_have_the_bounds_of_read_ones() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] bytes = RandomSource.messy(random, 20_000);
        List<Bounds> read = new ArrayList<>();
        try (CsvChunks chunks = CsvChunks.open(new ByteArrayInputStream(bytes), "test.csv", FORMAT)) {
            CsvChunk chunk = chunks.skip();
            while (chunk != null) {
                read.add(Bounds.of(chunk));
                chunk = random.nextBoolean() ? chunks.skip() : chunks.next();
            }
        }
        assertThat(read).as("seed %d", seed).isEqualTo(bounds(new ByteArrayInputStream(bytes), FORMAT));
    }

    @Test
    void skipped_chunk_cannot_be_visited() throws IOException {
        InputStream source = new ByteArrayInputStream("a\n1\n".getBytes(StandardCharsets.UTF_8));
        try (CsvChunks chunks = CsvChunks.open(source, "test.csv", FORMAT)) {
            CsvChunk skipped = chunks.skip();
            assertThatIllegalStateException()
                    .isThrownBy(() -> Reading.entries(skipped))
                    .withMessageContaining("chunk 0 was skipped");
        }
    }

    /** Chunks of many records and of few, skipped ones among them. */
    @Test
    void chunks_read_into_the_memory_of_those_given_back_are_the_same() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] bytes = RandomSource.messy(random, 60_000);
        for (CsvFormat format :
                List.of(FORMAT, CsvFormat.csv().chunkRecords(700).chunkBytes(5_000))) {
            List<List<Reading.Entry>> kept = new ArrayList<>();
            try (CsvChunks chunks = CsvChunks.open(new ByteArrayInputStream(bytes), "test.csv", format)) {
                for (CsvChunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                    kept.add(Reading.entries(chunk));
                }
            }
            List<Bounds> read = new ArrayList<>();
            try (CsvChunks chunks = CsvChunks.open(new ByteArrayInputStream(bytes), "test.csv", format)) {
                List<CsvChunk> all = new ArrayList<>();
                boolean skipped = random.nextBoolean();
                CsvChunk chunk = skipped ? chunks.skip() : chunks.next();
                while (chunk != null) {
                    if (!skipped) {
                        assertThat(Reading.entries(chunk)).as("seed %d", seed).isEqualTo(kept.get(chunk.number()));
                        if (random.nextInt(4) > 0) {
                            chunks.giveBack(chunk);
                        }
                    }
                    all.add(chunk);
                    skipped = random.nextInt(4) == 0;
                    chunk = skipped ? chunks.skip() : chunks.next();
                }
                all.forEach(each -> read.add(Bounds.of(each)));
            }
            assertThat(read).as("seed %d", seed).isEqualTo(bounds(new ByteArrayInputStream(bytes), format));
        }
    }

    /** Else it would be cleared, and grow, for each of them. */
    @Test
    void memory_that_is_given_back_is_the_next_chunk_s() throws IOException {
        byte[] bytes = "a\n1\n2\n3\n".getBytes(StandardCharsets.UTF_8);
        try (CsvChunks chunks = CsvChunks.open(new ByteArrayInputStream(bytes), "test.csv", FORMAT.chunkRecords(1))) {
            List<byte[]> arrays = new ArrayList<>();
            for (CsvChunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                chunk.forEach(new RecordVisitor() {
                    @Override
                    public boolean takes(long line, long bytePosition, byte[] utf8, int begin, int end) {
                        return arrays.add(utf8);
                    }

                    @Override
                    public void record(long line, long bytePosition, Cells cells) {}

                    @Override
                    public void malformed(long line, long bytePosition, String code, String message) {}
                });
                chunks.giveBack(chunk);
            }
            assertThat(arrays).hasSize(3);
            assertThat(arrays.get(1)).isSameAs(arrays.get(0));
            assertThat(arrays.get(2)).isSameAs(arrays.get(0));
        }
    }

    @Test
    void a_chunk_is_given_back_to_its_own_source() throws IOException {
        byte[] bytes = "a\n1\n".getBytes(StandardCharsets.UTF_8);
        try (CsvChunks chunks = CsvChunks.open(new ByteArrayInputStream(bytes), "one.csv", FORMAT);
                CsvChunks others = CsvChunks.open(new ByteArrayInputStream(bytes), "other.csv", FORMAT)) {
            CsvChunk chunk = Objects.requireNonNull(chunks.next());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> others.giveBack(chunk))
                    .withMessage("a chunk of one.csv was given back to other.csv");
        }
    }

    @Test
    void chunk_given_back_cannot_be_visited_and_can_be_given_back_again() throws IOException {
        InputStream source = new ByteArrayInputStream("a\n1\n2\n".getBytes(StandardCharsets.UTF_8));
        try (CsvChunks chunks = CsvChunks.open(source, "test.csv", FORMAT.chunkRecords(1))) {
            CsvChunk first = Objects.requireNonNull(chunks.next());
            chunks.giveBack(first);
            CsvChunk second = Objects.requireNonNull(chunks.next());
            chunks.giveBack(first);
            assertThatIllegalStateException()
                    .isThrownBy(() -> Reading.entries(first))
                    .withMessageContaining("chunk 0 was skipped or given back");
            assertThat(Reading.entries(second)).hasSize(1);
            assertThat(second.firstLine()).isEqualTo(3);
        }
    }

    @Test
    void chunk_can_be_visited_twice_and_after_the_source_is_closed() throws IOException {
        CsvChunk chunk;
        try (CsvChunks chunks =
                CsvChunks.open(new ByteArrayInputStream("a\n1\n2\n".getBytes(StandardCharsets.UTF_8)), "t", FORMAT)) {
            chunk = chunks.next();
            chunks.next();
        }
        assertThat(Reading.entries(chunk)).hasSize(2).isEqualTo(Reading.entries(chunk));
    }

    private static List<Bounds> bounds(InputStream source, CsvFormat format) throws IOException {
        List<Bounds> bounds = new ArrayList<>();
        try (CsvChunks chunks = CsvChunks.open(source, "test.csv", format)) {
            for (CsvChunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                bounds.add(Bounds.of(chunk));
            }
        }
        return bounds;
    }

    /** A stream that hands over a few bytes at a time. */
    private static final class Dribble extends InputStream {
        private final ByteArrayInputStream bytes;
        private final Random random;

        Dribble(byte[] bytes, Random random) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.random = random;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return bytes.read(into, offset, Math.min(length, 1 + random.nextInt(9)));
        }
    }
}
