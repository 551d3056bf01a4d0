package io.quadrille.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThreadSchedulerTest {
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch done = new CountDownLatch(1);
    private final ThreadScheduler two = new ThreadScheduler(2);
    private final ThreadScheduler one = new ThreadScheduler(1);

    @AfterEach
    void close() {
        two.close();
        one.close();
    }

    @Test
    void next_task_runs_on_the_same_thread_once_the_one_before_has_ended() throws Exception {
        two.execute(() -> {
            Thread thread = Thread.currentThread();
            two.executeNext(() -> {
                log.add(Thread.currentThread() == thread ? "the same thread" : "another thread");
                done.countDown();
            });
            log.add("asked for it");
        });

        awaitDone();
        assertThat(log).containsExactly("asked for it", "the same thread");
    }

    @Test
    void next_task_runs_after_one_that_fails() throws Exception {
        two.execute(() -> {
            two.executeNext(done::countDown);
            throw new IllegalStateException("it fails");
        });

        awaitDone();
    }

    @Test
    void next_task_does_not_go_before_what_waits_for_a_thread() throws Exception {
        one.execute(() -> {
            one.execute(() -> log.add("waits"));
            one.executeNext(() -> {
                log.add("next");
                done.countDown();
            });
        });

        awaitDone();
        assertThat(log).containsExactly("waits", "next");
    }

    @Test
    void several_next_tasks_of_one_task_all_run() throws Exception {
        CountDownLatch three = new CountDownLatch(3);
        two.execute(() -> {
            for (int i = 0; i < 3; i++) {
                two.executeNext(three::countDown);
            }
        });

        assertThat(three.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void next_task_of_another_schedulers_task_runs_on_a_thread_of_its_own() throws Exception {
        one.execute(() -> {
            Thread thread = Thread.currentThread();
            two.executeNext(() -> {
                log.add(Thread.currentThread() == thread ? "the same thread" : "another thread");
                done.countDown();
            });
            awaitQuietly(done); // while this one is at work
        });

        awaitDone();
        assertThat(log).containsExactly("another thread");
    }

    @Test
    void next_task_sees_nothing_of_an_interrupt_of_the_one_before() throws Exception {
        one.execute(() -> {
            one.executeNext(() -> {
                log.add(Thread.currentThread().isInterrupted() ? "interrupted" : "not interrupted");
                done.countDown();
            });
            Thread.currentThread().interrupt();
        });

        awaitDone();
        assertThat(log).containsExactly("not interrupted");
    }

    @Test
    void tasks_that_go_on_for_ever_end_when_it_is_closed() throws Exception {
        Runnable endless = new Runnable() {
            @Override
            public void run() {
                done.countDown();
                one.executeNext(this);
            }
        };
        one.execute(endless);
        awaitDone();

        one.close();

        one.execute(() -> log.add("after it was closed"));
        assertThat(log).isEmpty();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitDone() throws InterruptedException {
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
