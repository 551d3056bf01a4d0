package io.quadrille.handlers.csv;

import static io.quadrille.handlers.csv.Reading.Entry.sound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.pipeline.CsvFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GzipSourceTest {

    @Test
    void gzip_is_told_by_its_first_bytes_and_positions_are_those_of_the_text() throws IOException {
        assertThat(Reading.of(gzip("a,b\n1,2\n"), CsvFormat.csv()).entries()).containsExactly(sound(2, 4, "1", "2"));
    }

    @Test
    void all_members_of_a_concatenated_gzip_are_read_even_from_a_stream_that_is_never_available() throws IOException {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.write(gzip("a\n1\n"));
        members.write(gzip(""));
        members.write(gzip("2\n"));
        members.write(new byte[600]);
        ByteArrayInputStream source = new ByteArrayInputStream(members.toByteArray()) {
            @Override
            public synchronized int available() {
                return 0;
            }

            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 3));
            }
        };
        assertThat(Reading.of(source, CsvFormat.csv()).entries()).containsExactly(sound(2, 2, "1"), sound(3, 4, "2"));
    }

    @Test
    void bytes_are_counted_as_stored_and_as_text() throws IOException {
        byte[] stored = gzip("a\n" + "1\n".repeat(1000));
        try (CsvChunks chunks = CsvChunks.open(new ByteArrayInputStream(stored), "test.csv", CsvFormat.csv())) {
            while (chunks.skip() != null) {
                // Only the counts matter.
            }
            assertThat(chunks.bytesRead()).isEqualTo(stored.length);
            assertThat(chunks.sourceBytes()).isEqualTo(2002);
        }
    }

    @Test
    void truncated_gzip_delivers_the_chunks_before_and_then_says_so_each_time() throws IOException {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("a\n");
        for (int i = 0; i < 50_000; i++) {
            text.append(random.nextInt()).append('\n');
        }
        byte[] stored = gzip(text.toString());
        byte[] half = Arrays.copyOf(stored, stored.length / 2);
        try (CsvChunks chunks = CsvChunks.open(new ByteArrayInputStream(half), "test.csv.gz", CsvFormat.csv())) {
            for (int i = 0; i < 20; i++) {
                assertThat(chunks.next()).isNotNull();
            }
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> {
                            while (chunks.next() != null) {
                                // Up to the cut.
                            }
                        })
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith("test.csv.gz: the gzip data is truncated or corrupt after ");
            }
        }
    }

    @Test
    void corrupt_checksum_or_a_damaged_later_member_is_not_taken_for_the_end() throws IOException {
        byte[] stored = gzip("a\n1\n");
        stored[stored.length - 6] ^= 1;
        byte[] followed = Arrays.copyOf(gzip("a\n1\n"), gzip("a\n1\n").length + 3);
        followed[followed.length - 1] = 'x';
        for (byte[] broken : new byte[][] {stored, followed}) {
            assertThatThrownBy(() -> CsvChunks.open(new ByteArrayInputStream(broken), "test.csv.gz", CsvFormat.csv()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("truncated or corrupt");
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
