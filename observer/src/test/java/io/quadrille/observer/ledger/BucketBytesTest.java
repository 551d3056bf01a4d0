package io.quadrille.observer.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.ChunkOutcome.Timing;
import io.quadrille.events.Counts;
import io.quadrille.events.RunKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class BucketBytesTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00.123456789Z");
    private static final BucketKey KEY = new BucketKey(new RunKey("customers", "run1", 1), 3, "load");

    @Test
    void a_bucket_reads_back_as_it_was_written() {
        Bucket bucket = Bucket.empty(KEY, NOW)
                .withCell(0, new Cell(-1, new Counts(500, 0, 0, 3, 0, 497)), new Timing(5_000, 700), NOW)
                .withCell(63, new Cell(7, new Counts(500, 90_000, 89_500, 0, 0, 12)), new Timing(1, 2), NOW)
                .withRejects(0, new RejectMark(-77, 3), NOW)
                .withDead(62, 400, NOW.plusSeconds(1))
                .withClosed(1L << 62);
        assertThat(BucketBytes.read(KEY, BucketBytes.write(bucket))).isEqualTo(bucket);
    }

    @Test
    void a_full_bucket_fits_one_write_unit_of_1_kb() {
        Bucket full = Bucket.empty(KEY, NOW);
        for (int slot = 0; slot < BucketKey.CHUNKS; slot++) {
            Counts counts = new Counts(1_000, 900, 0, 60, 40, 0);
            full = full.withCell(slot, new Cell(slot * 0x9e3779b9, counts), new Timing(slot * 9_000L, 700), NOW);
        }
        assertThat(BucketBytes.write(full).length).isLessThan(900);
    }

    @Test
    void a_cell_keeps_counts_of_any_size_balanced_or_not() {
        long most = Integer.MAX_VALUE;
        for (Counts counts : new Counts[] {
            Counts.ZERO,
            new Counts(most, most, most, most, most, most),
            new Counts(5, 0, 0, 0, 0, 0),
            new Counts(0, 0, 0, 0, 0, 9)
        }) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Cell cell = new Cell(Integer.MIN_VALUE, counts);
            cell.writeTo(bytes);
            assertThat(Cell.readFrom(ByteBuffer.wrap(bytes.toByteArray()))).isEqualTo(cell);
        }
    }
}
