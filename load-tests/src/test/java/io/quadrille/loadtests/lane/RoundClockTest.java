package io.quadrille.loadtests.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RoundClockTest {
    @Test
    void each_round_is_told_once_with_the_time_that_rounds_like_the_last_would_take() {
        RoundClock clock = new RoundClock(2, 2, 1, 1);
        List<String> told = new ArrayList<>();
        for (int seconds : List.of(0, 200, 260, 290)) {
            told.add(clock.begin(Duration.ofSeconds(seconds).toNanos()));
            told.add(clock.counts() ? "counts" : "does not");
        }
        assertThat(told)
                .containsExactly(
                        "warm-up 1 of 2, then 2 rounds",
                        "does not",
                        "warm-up 2 of 2, then 2 rounds, about 10 min left",
                        "does not",
                        "round 1 of 2, about 2 min left",
                        "counts",
                        "round 2 of 2, about 30 s left",
                        "counts");
        assertThat(clock.goesOn()).isFalse();
    }

    @Test
    void rounds_that_count_take_longer_where_they_have_more_records() {
        RoundClock clock = new RoundClock(2, 2, 3, 1);
        List<String> told = new ArrayList<>();
        for (int seconds : List.of(0, 10, 20, 50)) {
            told.add(clock.begin(Duration.ofSeconds(seconds).toNanos()));
        }
        assertThat(told)
                .containsExactly(
                        "warm-up 1 of 2, then 2 rounds",
                        "warm-up 2 of 2, then 2 rounds, about 70 s left",
                        "round 1 of 2, about 60 s left",
                        "round 2 of 2, about 30 s left");
    }

    @Test
    void without_warm_up_the_first_round_counts() {
        RoundClock clock = new RoundClock(0, 1, 1, 1);
        assertThat(clock.goesOn()).isTrue();
        assertThat(clock.begin(0)).isEqualTo("round 1 of 1");
        assertThat(clock.counts()).isTrue();
    }

    @Test
    void each_jvm_has_its_own_warm_up_and_rounds() {
        RoundClock clock = new RoundClock(1, 1, 2, 2);
        List<String> told = new ArrayList<>();
        for (int seconds : List.of(0, 10, 30, 40)) {
            assertThat(clock.goesOn()).isTrue();
            told.add(clock.begin(Duration.ofSeconds(seconds).toNanos()));
            told.add((clock.isFirstOfJvm() ? "new JVM, " : "") + (clock.counts() ? "counts" : "does not"));
        }
        assertThat(told)
                .containsExactly(
                        "JVM 1 of 2, warm-up 1 of 1, then 1 round",
                        "new JVM, does not",
                        "JVM 1 of 2, round 1 of 1, about 50 s left",
                        "counts",
                        "JVM 2 of 2, warm-up 1 of 1, then 1 round, about 30 s left",
                        "new JVM, does not",
                        "JVM 2 of 2, round 1 of 1, about 20 s left",
                        "counts");
        assertThat(clock.goesOn()).isFalse();
    }

    @Test
    void without_warm_up_each_jvm_begins_with_a_round_that_counts() {
        RoundClock clock = new RoundClock(0, 1, 1, 2);
        List<String> told = new ArrayList<>();
        while (clock.goesOn()) {
            String round = clock.begin(0);
            told.add(round + (clock.isFirstOfJvm() && clock.counts() ? "" : " not first, or not counted"));
        }
        assertThat(told).containsExactly("JVM 1 of 2, round 1 of 1", "JVM 2 of 2, round 1 of 1, about 1 s left");
    }
}
