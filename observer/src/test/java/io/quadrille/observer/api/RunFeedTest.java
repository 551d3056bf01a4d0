package io.quadrille.observer.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.observer.http.EventSource;
import io.quadrille.observer.http.EventSource.Event;
import io.quadrille.observer.http.HttpProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunFeedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration OFTEN = Duration.ofMillis(1);

    private final Map<String, String> runs = new LinkedHashMap<>();
    private final Map<String, String> older = new LinkedHashMap<>();
    private RuntimeException failure;
    private RunFeed feed;

    private final RunFeed.Ledger ledger = new RunFeed.Ledger() {
        @Override
        public Map<String, String> latest() {
            synchronized (runs) {
                if (failure != null) {
                    throw failure;
                }
                return new LinkedHashMap<>(runs);
            }
        }

        @Override
        public Optional<String> find(String run) {
            synchronized (runs) {
                return Optional.ofNullable(runs.getOrDefault(run, older.get(run)));
            }
        }
    };

    private RunFeed open(String mark) {
        feed = new RunFeed(ledger, mark, OFTEN, e -> Optional.of(new HttpProblem(503, e.getMessage())));
        return feed;
    }

    @AfterEach
    void close() {
        feed.close();
    }

    private void stands(String run, String json) {
        synchronized (runs) {
            runs.put(run, json);
        }
    }

    private static Event next(EventSource source) throws InterruptedException {
        return source.next(PATIENCE).orElseThrow();
    }

    @Test
    void new_listener_reads_everything_and_then_hears_what_changes() throws Exception {
        stands("a", "{1}");
        EventSource listener = open("m").listen(Optional.empty(), null);
        assertThat(next(listener)).isEqualTo(new Event("m-0", "reset", "{}"));
        assertThat(next(listener)).isEqualTo(new Event("m-1", "run", "{1}"));
        stands("a", "{2}");
        assertThat(next(listener)).isEqualTo(new Event("m-2", "run", "{2}"));
        stands("b", "{3}");
        assertThat(next(listener)).isEqualTo(new Event("m-3", "run", "{3}"));
    }

    @Test
    void listener_that_comes_back_hears_only_what_it_missed() throws Exception {
        stands("a", "{1}");
        EventSource listener = open("m").listen(Optional.empty(), null);
        next(listener);
        String heard = next(listener).id();
        stands("a", "{2}");
        Event second = next(listener);
        listener.close();
        EventSource again = feed.listen(Optional.of(heard), null);
        assertThat(next(again)).isEqualTo(second);
        EventSource upToDate = feed.listen(Optional.of(second.id()), null);
        stands("a", "{3}");
        assertThat(next(upToDate).data()).isEqualTo("{3}");
    }

    @Test
    void listener_of_an_earlier_server_reads_everything_again() throws Exception {
        open("new");
        for (String id : List.of("old-17", "new-17", "new-x", "nonsense")) {
            try (EventSource listener = feed.listen(Optional.of(id), null)) {
                assertThat(next(listener).name()).isEqualTo("reset");
            }
        }
    }

    @Test
    void run_that_is_not_among_the_latest_is_told_to_those_who_look_at_it() throws Exception {
        older.put("old", "{old}");
        EventSource listener = open("m").listen(Optional.empty(), "old");
        assertThat(next(listener).name()).isEqualTo("reset");
        assertThat(next(listener).data()).isEqualTo("{old}");
    }

    @Test
    void run_that_was_removed_is_gone_and_one_that_became_old_is_not() throws Exception {
        stands("a", "{1}");
        stands("b", "{2}");
        EventSource listener = open("m").listen(Optional.empty(), null);
        for (int i = 0; i < 3; i++) {
            next(listener);
        }
        synchronized (runs) {
            older.put("b", "{2}");
            runs.remove("b");
            runs.remove("a");
        }
        assertThat(next(listener)).isEqualTo(new Event("m-3", "gone", "{\"run\":\"a\"}"));
    }

    @Test
    void listener_that_does_not_listen_is_told_to_start_over_and_holds_nobody_up() throws Exception {
        EventSource asleep = open("m").listen(Optional.empty(), null);
        EventSource awake = feed.listen(Optional.empty(), null);
        next(awake);
        for (int i = 1; i <= 3 * RunFeed.QUEUED; i++) {
            stands("a", "{" + i + "}");
            assertThat(next(awake).data()).isEqualTo("{" + i + "}");
        }
        assertThat(next(asleep).name()).isEqualTo("reset");
        stands("a", "{last}");
        Event last = next(asleep);
        for (int i = 0; i < RunFeed.QUEUED && !last.data().equals("{last}"); i++) {
            last = next(asleep); // what was told between the two reads
        }
        assertThat(last.data()).isEqualTo("{last}");
    }

    @Test
    void ledger_is_read_by_one_for_all_and_by_nobody_for_none() throws Exception {
        open("m");
        assertThat(feed.polls()).isZero();
        List<EventSource> listeners = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            listeners.add(feed.listen(Optional.empty(), null));
        }
        stands("a", "{1}");
        for (EventSource listener : listeners) {
            next(listener);
            assertThat(next(listener).data()).isEqualTo("{1}");
        }
        assertThat(feed.listeners()).isEqualTo(1_000);
        listeners.forEach(EventSource::close);
        assertThat(feed.listeners()).isZero();
    }

    @Test
    void ledger_that_cannot_be_read_is_told_once_and_its_return_too() throws Exception {
        EventSource listener = open("m").listen(Optional.empty(), null);
        next(listener);
        synchronized (runs) {
            failure = new IllegalStateException("The disk is \"away\".");
        }
        assertThat(next(listener)).isEqualTo(new Event("m-1", "trouble", "{\"detail\":\"The disk is \\\"away\\\".\"}"));
        synchronized (runs) {
            failure = null;
        }
        assertThat(next(listener).name()).isEqualTo("reset");
    }

    @Test
    void closed_feed_ends_its_reader() throws Exception {
        open("m").listen(Optional.empty(), null);
        feed.close();
        CountDownLatch ended = new CountDownLatch(1);
        Thread waiter = new Thread(() -> {
            feed.join();
            ended.countDown();
        });
        waiter.setDaemon(true);
        waiter.start();
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
