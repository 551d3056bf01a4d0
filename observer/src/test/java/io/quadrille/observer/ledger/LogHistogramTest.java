package io.quadrille.observer.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LogHistogramTest {
    @Test
    void a_quantile_is_right_to_within_its_counter() {
        LogHistogram histogram = LogHistogram.EMPTY;
        for (int millis = 1; millis <= 1_000; millis++) {
            histogram = histogram.plusOne(millis * 1_000L);
        }
        assertThat(histogram.total()).isEqualTo(1_000);
        assertThat(histogram.quantile(0.50).toMillis()).isBetween(192L, 1_300L);
        assertThat(histogram.quantile(0.99).toMillis()).isBetween(380L, 2_574L);
    }

    @Test
    void nothing_counted_is_zero_and_extremes_fall_in_the_outer_counters() {
        assertThat(LogHistogram.EMPTY.quantile(0.99)).isEqualTo(Duration.ZERO);
        assertThat(LogHistogram.counterOf(-5)).isZero();
        assertThat(LogHistogram.counterOf(100)).isZero();
        assertThat(LogHistogram.counterOf(101)).isOne();
        assertThat(LogHistogram.counterOf(Long.MAX_VALUE)).isEqualTo(LogHistogram.COUNTERS - 1);
    }

    @Test
    void what_was_added_can_be_taken_out_again() {
        LogHistogram one = LogHistogram.EMPTY.plusOne(7_000);
        LogHistogram both = one.plus(LogHistogram.EMPTY.plusOne(900));
        assertThat(both.minus(one)).isEqualTo(LogHistogram.EMPTY.plusOne(900));
        assertThat(LogHistogram.of(both.counts())).isEqualTo(both);
    }
}
