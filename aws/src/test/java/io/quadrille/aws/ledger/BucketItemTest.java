package io.quadrille.aws.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.ChunkOutcome.Timing;
import io.quadrille.events.Counts;
import io.quadrille.events.Rejection;
import io.quadrille.events.RunKey;
import io.quadrille.events.records.Origin;
import io.quadrille.observer.ledger.Bucket;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.Cell;
import io.quadrille.observer.ledger.Cell.Times;
import io.quadrille.observer.ledger.RejectMark;
import io.quadrille.observer.ledger.RejectReasons;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BucketItemTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00.123456789Z");
    private static final BucketKey KEY =
            new BucketKey(new RunKey("customers", "0123456789abcdef", 1), 15_624, "a-step-whose-name-has-31-letter");

    private static final RejectReasons REASONS = RejectReasons.of(List.of(
            new Rejection(new Origin(2, 9, 0), "amount of \"x\"", "NOT_A_NUMBER", "?"),
            new Rejection(new Origin(3, 12, 0), null, "TOO_FEW_COLUMNS", "?")));

    private static Cell cell(int fingerprint, Counts counts, Timing timing) {
        return new Cell(fingerprint, counts, Times.of(timing, NOW), 0);
    }

    @Test
    void a_bucket_is_read_as_it_was_written() {
        Bucket bucket = Bucket.empty(KEY, NOW)
                .withCell(0, cell(-1, new Counts(500, 0, 0, 3, 0, 497), new Timing(5_000, 700)), NOW)
                .withCell(63, cell(7, new Counts(500, 90_000, 89_500, 0, 0, 12), new Timing(-1, 1L << 40)), NOW)
                .withRejects(0, new RejectMark(-77, 300), REASONS, NOW)
                .withDead(62, 400, NOW.plusSeconds(1))
                .withClosed(1L << 62 | 1L << 63);
        Versioned<Bucket> written = new Versioned<>(bucket, 9);

        assertThat(BucketItem.read(KEY, BucketItem.of(written))).isEqualTo(written);
    }

    @Test
    void a_full_bucket_of_chunks_of_500_records_fits_one_write_unit() {
        assertThat(sizeOf(full(BucketKey.CHUNKS, new Counts(500, 500, 0, 0, 0, 0), 0)))
                .isLessThanOrEqualTo(ItemSizes.WRITE_UNIT_BYTES);
        assertThat(sizeOf(full(BucketKey.CHUNKS, new Counts(500, 0, 0, 0, 0, 500), 0)))
                .isLessThanOrEqualTo(ItemSizes.WRITE_UNIT_BYTES);
        assertThat(sizeOf(full(BucketKey.CHUNKS, new Counts(500, 0, 0, 60, 0, 440), 0)))
                .isLessThanOrEqualTo(ItemSizes.WRITE_UNIT_BYTES);
    }

    /** The figures that the decision record gives. */
    @Test
    void where_records_are_both_rejected_and_filtered_or_begin_far_from_the_usual_line_the_last_chunks_take_a_second() {
        Counts both = new Counts(500, 420, 0, 60, 20, 0);
        assertThat(sizeOf(full(62, both, 0))).isLessThanOrEqualTo(ItemSizes.WRITE_UNIT_BYTES);
        assertThat(sizeOf(full(BucketKey.CHUNKS, both, 0))).isGreaterThan(ItemSizes.WRITE_UNIT_BYTES);
        Counts all = new Counts(500, 500, 0, 0, 0, 0);
        assertThat(sizeOf(full(55, all, 9_000_000))).isLessThanOrEqualTo(ItemSizes.WRITE_UNIT_BYTES);
        assertThat(sizeOf(full(BucketKey.CHUNKS, all, 9_000_000))).isLessThan(1200);
    }

    @Test
    void reject_marks_and_reasons_of_every_chunk_take_it_into_a_second_write_unit() {
        Bucket full = full(BucketKey.CHUNKS, new Counts(500, 440, 0, 60, 0, 0), 0);
        for (int slot = 0; slot < BucketKey.CHUNKS; slot++) {
            full = full.withRejects(slot, new RejectMark(slot, 60), REASONS, NOW);
        }
        assertThat(sizeOf(full)).isBetween(ItemSizes.WRITE_UNIT_BYTES, 1600);
    }

    private static int sizeOf(Bucket bucket) {
        return ItemSizes.of(BucketItem.of(new Versioned<>(bucket, 99)));
    }

    /** @param drift how far lines are from those that chunks of 500 records of one line have; 0 for no lines */
    private static Bucket full(int slots, Counts counts, long drift) {
        Bucket full = Bucket.empty(KEY, NOW);
        for (int slot = 0; slot < slots; slot++) {
            Times times = Times.of(new Timing(10_000L + slot * 15_000L, 2_000L + slot * 1_200L), NOW);
            long line = drift == 0 ? 0 : KEY.chunkAt(slot) * 500L + 2 - drift;
            full = full.withCell(slot, new Cell(slot * 0x9e3779b9, counts, times, line), NOW);
        }
        return full;
    }

    @Test
    void every_slot_and_every_reason_has_a_name_of_its_own() {
        Bucket bucket = Bucket.empty(KEY, NOW).withClosed(-1);
        for (int slot = 0; slot < BucketKey.CHUNKS; slot++) {
            Timing timing = new Timing(1L << slot / 2 + 5, 1L << slot / 2 + 5);
            bucket = bucket.withCell(slot, cell(slot, Counts.ZERO, timing), NOW)
                    .withRejects(slot, new RejectMark(slot, 1), REASONS, NOW)
                    .withDead(slot, slot, NOW);
        }
        Versioned<Bucket> written = new Versioned<>(bucket, 1);

        assertThat(BucketItem.read(KEY, BucketItem.of(written))).isEqualTo(written);
    }
}
