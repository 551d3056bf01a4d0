package io.quadrille.observer.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.ChunkOutcome.Timing;
import io.quadrille.events.Counts;
import io.quadrille.events.Rejection;
import io.quadrille.events.RunKey;
import io.quadrille.events.records.Origin;
import io.quadrille.observer.ledger.Cell.Times;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BucketBytesTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00.123456789Z");
    private static final BucketKey KEY = new BucketKey(new RunKey("customers", "run1", 1), 3, "load");

    private static final RejectReasons REASONS = RejectReasons.of(List.of(
            new Rejection(new Origin(2, 9, 0), "amount of \"x\"", "NOT_A_NUMBER", "?"),
            new Rejection(new Origin(3, 12, 0), null, "TOO_FEW_COLUMNS", "?")));

    private static Cell cell(int fingerprint, Counts counts, Timing timing) {
        return new Cell(fingerprint, counts, Times.of(timing, NOW), 0);
    }

    @Test
    void a_bucket_reads_back_as_it_was_written() {
        Bucket bucket = Bucket.empty(KEY, NOW)
                .withCell(0, cell(-1, new Counts(500, 0, 0, 3, 0, 497), new Timing(5_000, 700)), NOW)
                .withCell(63, cell(7, new Counts(500, 90_000, 89_500, 0, 0, 12), new Timing(1, 2)), NOW)
                .withRejects(0, new RejectMark(-77, 3), REASONS, NOW)
                .withDead(62, 400, NOW.plusSeconds(1))
                .withClosed(1L << 62);
        assertThat(BucketBytes.read(KEY, BucketBytes.write(bucket))).isEqualTo(bucket);
    }

    @Test
    void a_full_bucket_that_was_amended_reads_back_too() {
        Bucket bucket = Bucket.empty(KEY, NOW);
        for (int slot = 0; slot < BucketKey.CHUNKS - 1; slot++) {
            bucket = bucket.withCell(
                    slot, cell(slot, new Counts(500, 0, 0, 2, 0, 498), new Timing(slot, 1)), NOW.plusNanos(slot));
            bucket = bucket.withRejects(slot, new RejectMark(slot, 2), REASONS, NOW);
        }
        bucket = bucket.withRetried(7, REASONS, NOW)
                .withDead(63, 400, NOW)
                .withRedriven(63, 2, NOW)
                .withClosed(1L << 63);
        assertThat(bucket.isFull(BucketKey.CHUNKS)).isTrue();
        assertThat(BucketBytes.read(KEY, BucketBytes.write(bucket))).isEqualTo(bucket);
    }

    @Test
    void a_full_bucket_fits_one_write_unit_of_1_kb() {
        Bucket full = Bucket.empty(KEY, NOW);
        for (int slot = 0; slot < BucketKey.CHUNKS; slot++) {
            Counts counts = new Counts(1_000, 900, 0, 60, 40, 0);
            full = full.withCell(slot, cell(slot * 0x9e3779b9, counts, new Timing(slot * 9_000L, 700)), NOW);
        }
        assertThat(BucketBytes.write(full).length).isLessThanOrEqualTo(1024);
    }

    @Test
    void a_cell_keeps_counts_of_any_size_balanced_or_not() {
        long most = Integer.MAX_VALUE;
        for (Counts counts : new Counts[] {
            Counts.ZERO,
            new Counts(most, most, most, most, most, most),
            new Counts(5, 0, 0, 0, 0, 0),
            new Counts(0, 0, 0, 0, 0, 9),
            new Counts(9, 4, 2, 3, 1, 3),
            new Counts(9, 0, 0, 9, 0, 0)
        }) {
            assertKept(new Cell(Integer.MIN_VALUE, counts, Times.of(Timing.NONE, NOW), 0));
        }
    }

    @Test
    void a_cell_keeps_its_line_and_times_from_2020_to_2054() {
        Counts counts = new Counts(500, 500, 0, 0, 0, 0);
        for (String time : new String[] {"2020-01-01T00:00:00Z", "2026-11-01T12:30:15.750Z", "2054-01-08T00:00:00Z"}) {
            for (long line : new long[] {0, 1, 2, 1502, 20_000_000, 1L << 40}) {
                Times times = Times.of(new Timing(1L << 50, 0), Instant.parse(time));
                assertThat(times.at()).isEqualTo(Instant.parse(time));
                assertKept(new Cell(7, counts, times, line));
            }
        }
        assertThat(Times.of(Timing.NONE, Instant.EPOCH).at()).isEqualTo(Instant.parse("2020-01-01T00:00:00Z"));
    }

    private static void assertKept(Cell cell) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        cell.writeTo(bytes, 3);
        assertThat(Cell.readFrom(ByteBuffer.wrap(bytes.toByteArray()), 3)).isEqualTo(cell);
    }
}
