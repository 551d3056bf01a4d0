package io.quadrille.handlers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.pipeline.StepSettings;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class BackOffTest {
    /** Always the same number: with 0, every jitter is the least. */
    private record Fixed(double share) implements RandomGenerator {
        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public double nextDouble() {
            return share;
        }
    }

    private static final double MOST = Math.nextDown(1.0);

    @Test
    void deployed_back_offs_span_more_than_an_hour_with_the_least_jitter() {
        BackOff least = BackOff.deployed(new Fixed(0));
        Duration sum = Duration.ZERO;
        for (int receives = 1; receives < StepSettings.MAX_RECEIVES; receives++) {
            sum = sum.plus(least.after(receives));
        }
        assertThat(sum).isGreaterThan(Duration.ofHours(1));
    }

    @Test
    void doubles_with_each_delivery_up_to_the_longest() {
        BackOff most = BackOff.deployed(new Fixed(MOST));

        assertThat(most.after(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(most.after(2)).isEqualTo(Duration.ofSeconds(2));
        assertThat(most.after(10)).isEqualTo(Duration.ofSeconds(512));
        assertThat(most.after(11)).isEqualTo(Duration.ofMinutes(15));
        assertThat(most.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void jitter_stays_between_three_quarters_and_the_whole() {
        long seed = 42;
        System.out.println("jitter: seed " + seed);
        BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(15), new SplittableRandom(seed));
        for (int i = 0; i < 1_000; i++) {
            assertThat(backOff.after(3).toMillis()).isBetween(3_000L, 4_000L);
        }
    }

    @Test
    void never_is_nothing() {
        assertThat(new BackOff(Duration.ofNanos(1), Duration.ofNanos(1), new Fixed(0)).after(1))
                .isEqualTo(Duration.ofMillis(1));
    }
}
