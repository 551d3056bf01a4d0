package io.quadrille.simulator.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class VirtualTimeTest {
    private final Carriers carriers = new Carriers();
    private final List<String> told = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final VirtualTime time =
            new VirtualTime(Instant.parse("2026-01-01T00:00:00Z"), carriers, () -> 0, failures::add);

    @AfterEach
    void endCarriers() {
        carriers.close();
    }

    @Test
    void tasks_run_when_they_are_due() {
        time.schedule(Duration.ofSeconds(2), () -> tell("later"));
        time.schedule(Duration.ofSeconds(1), () -> tell("sooner"));
        time.execute(() -> tell("now"));

        assertThat(time.run(10)).isTrue();

        assertThat(told).containsExactly("0 now", "1 sooner", "2 later");
    }

    @Test
    void task_that_sleeps_lets_others_run_and_goes_on() {
        time.execute(() -> {
            tell("a begins");
            time.sleep(Duration.ofSeconds(3));
            tell("a ends");
        });
        time.schedule(Duration.ofSeconds(1), () -> {
            tell("b begins");
            time.sleep(Duration.ofSeconds(1));
            tell("b ends");
        });

        time.run(10);

        assertThat(told).containsExactly("0 a begins", "1 b begins", "2 b ends", "3 a ends");
    }

    @Test
    void sleepers_wake_in_any_order_not_only_the_last_first() {
        time.execute(() -> {
            time.sleep(Duration.ofSeconds(2));
            tell("first asleep");
            time.sleep(Duration.ofSeconds(2));
            tell("again");
        });
        time.schedule(Duration.ofSeconds(1), () -> {
            time.sleep(Duration.ofSeconds(2));
            tell("second asleep");
        });

        time.run(10);

        assertThat(told).containsExactly("2 first asleep", "3 second asleep", "4 again");
    }

    @Test
    void cancelled_task_moves_no_time() {
        time.schedule(Duration.ofSeconds(1), () -> tell("runs"));
        time.schedule(Duration.ofHours(1), () -> tell("does not")).cancel();

        time.run(10);

        assertThat(told).containsExactly("1 runs");
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void task_that_throws_is_told_and_the_others_run() {
        IllegalStateException failure = new IllegalStateException("on purpose");
        time.execute(() -> {
            throw failure;
        });
        time.execute(() -> tell("goes on"));

        time.run(10);

        assertThat(failures).containsExactly(failure);
        assertThat(told).containsExactly("0 goes on");
    }

    @Test
    void tasks_beyond_the_bound_are_not_begun() {
        time.execute(this::again);

        assertThat(time.run(5)).isFalse();

        assertThat(told).hasSize(5);
    }

    private void again() {
        tell("again");
        time.execute(this::again);
    }

    private void tell(String what) {
        told.add(time.elapsed().toSeconds() + " " + what);
    }
}
