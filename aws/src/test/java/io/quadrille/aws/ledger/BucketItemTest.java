package io.quadrille.aws.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.ChunkOutcome.Timing;
import io.quadrille.events.Counts;
import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.Bucket;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.Cell;
import io.quadrille.observer.ledger.LogHistogram;
import io.quadrille.observer.ledger.RejectMark;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class BucketItemTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00.123456789Z");
    private static final BucketKey KEY =
            new BucketKey(new RunKey("customers", "0123456789abcdef", 1), 15_624, "a-step-whose-name-has-31-letter");

    @Test
    void a_bucket_is_read_as_it_was_written() {
        Bucket bucket = Bucket.empty(KEY, NOW)
                .withCell(0, new Cell(-1, new Counts(500, 0, 0, 3, 0, 497)), new Timing(5_000, 700), NOW)
                .withCell(63, new Cell(7, new Counts(500, 90_000, 89_500, 0, 0, 12)), new Timing(-1, 1L << 40), NOW)
                .withRejects(0, new RejectMark(-77, 300), NOW)
                .withDead(62, 400, NOW.plusSeconds(1))
                .withClosed(1L << 62 | 1L << 63);
        Versioned<Bucket> written = new Versioned<>(bucket, 9);

        assertThat(BucketItem.read(KEY, BucketItem.of(written))).isEqualTo(written);
    }

    @Test
    void a_full_bucket_of_chunks_of_500_records_fits_one_write_unit() {
        Bucket full = full(false);

        assertThat(ItemSizes.of(BucketItem.of(new Versioned<>(full, 64))))
                .isLessThanOrEqualTo(ItemSizes.WRITE_UNIT_BYTES);
    }

    /** The figure that the documents give. */
    @Test
    void reject_marks_of_every_chunk_take_it_into_a_second_write_unit() {
        Bucket full = full(true);

        assertThat(ItemSizes.of(BucketItem.of(new Versioned<>(full, 99)))).isBetween(ItemSizes.WRITE_UNIT_BYTES, 1450);
    }

    /** Durations over a factor of 100 and of 40, in ten counters. */
    private static Bucket full(boolean marked) {
        Bucket full = Bucket.empty(KEY, NOW);
        for (int slot = 0; slot < BucketKey.CHUNKS; slot++) {
            Counts counts = new Counts(500, 420, 0, 60, 20, 0);
            Timing timing = new Timing(10_000L + slot * 15_000L, 2_000L + slot * 1_200L);
            full = full.withCell(slot, new Cell(slot * 0x9e3779b9, counts), timing, NOW);
            if (marked) {
                full = full.withRejects(slot, new RejectMark(slot, 60), NOW);
            }
        }
        return full;
    }

    @Test
    void every_slot_and_every_counter_has_a_name_of_its_own() {
        Bucket bucket = Bucket.empty(KEY, NOW).withClosed(-1);
        for (int slot = 0; slot < BucketKey.CHUNKS; slot++) {
            Timing timing = new Timing(1L << slot / 2 + 5, 1L << slot / 2 + 5);
            bucket = bucket.withCell(slot, new Cell(slot, Counts.ZERO), timing, NOW)
                    .withRejects(slot, new RejectMark(slot, 1), NOW)
                    .withDead(slot, slot, NOW);
        }
        Versioned<Bucket> written = new Versioned<>(bucket, 1);

        assertThat(bucket.timings().waiting().counts()).hasSize(LogHistogram.COUNTERS);
        assertThat(BucketItem.read(KEY, BucketItem.of(written))).isEqualTo(written);
    }
}
