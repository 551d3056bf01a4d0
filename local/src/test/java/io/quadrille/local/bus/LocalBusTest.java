package io.quadrille.local.bus;

import static io.quadrille.local.bus.Letters.chunkOf;
import static io.quadrille.local.bus.Letters.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.Envelope;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.pipeline.Rule;
import io.quadrille.events.pipeline.StepSettings;
import io.quadrille.handlers.engine.BackOff;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.Delivery.Dead;
import io.quadrille.handlers.ports.Delivery.Disposition;
import io.quadrille.handlers.ports.Delivery.Done;
import io.quadrille.handlers.ports.Delivery.Retry;
import io.quadrille.handlers.ports.EventBus.PutResult;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.handlers.ports.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The bus on one thread and virtual time: what EventBridge and SQS do, and nothing else. */
final class LocalBusTest {
    private static final Duration VISIBILITY = Duration.ofSeconds(60);
    private static final StepSettings ONE = new StepSettings(1, 1, 3, VISIBILITY);
    private static final StepSettings TWO = new StepSettings(2, 1, 3, VISIBILITY);

    private final VirtualScheduler time = new VirtualScheduler();
    private final List<String> log = new ArrayList<>();
    private final List<String> letters = new ArrayList<>();
    private LocalBus bus = bus(1_000_000, 1_000_000, 10);
    private int idle;

    private LocalBus bus(int maxEntryBytes, long creditBytes, int workers) {
        return bus(time, new BusLimits(maxEntryBytes, creditBytes, workers));
    }

    private LocalBus bus(Scheduler scheduler, BusLimits limits) {
        BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(15), new SplittableRandom(1));
        LocalBus made = new LocalBus(scheduler, time, limits, backOff);
        made.whenIdle(() -> {
            assertThat(bus.isIdle()).isTrue();
            idle++;
        });
        return made;
    }

    /** A queue for all events, whose consumer answers each delivery of its own. */
    private void queue(StepSettings settings, Function<Delivery, Disposition> answer) {
        queue(Letters.ALL, settings, answer);
    }

    private void queue(Rule rule, StepSettings settings, Function<Delivery, Disposition> answer) {
        bus.addQueue(
                rule,
                settings,
                batch -> batch.stream().map(answer).toList(),
                (letter, reason) -> letters.add(chunkOf(letter) + " after " + letter.receives() + ": " + reason));
    }

    private Disposition logged(Delivery delivery, Disposition disposition) {
        log.add(chunkOf(delivery) + "/" + delivery.receives());
        return disposition;
    }

    private void put(Envelope... events) {
        assertThat(bus.putEvents(List.of(events))).containsOnly(PutResult.ACCEPTED);
    }

    @Test
    void each_matching_rule_receives_the_event_and_no_other() {
        queue(Letters.rule("a", "post.written.v1"), ONE, d -> logged(d, new Done()));
        queue(Letters.rule("b", "post.written.v1"), ONE, d -> logged(d, new Done()));
        queue(Letters.rule("c", "post.sent.v1"), ONE, d -> {
            throw new AssertionError("not for it");
        });

        put(event(5));
        time.runAll();

        assertThat(log).containsExactly("5/1", "5/1");
    }

    @Test
    void event_arrives_as_it_would_on_the_wire() {
        List<byte[]> bodies = new ArrayList<>();
        queue(ONE, d -> {
            bodies.add(d.body());
            return new Done();
        });
        Envelope sent = event(5);

        put(sent);
        time.runAll();

        Envelope arrived = EventBridgeJson.read(bodies.get(0));
        assertThat(arrived.id()).isEqualTo(sent.id());
        assertThat(arrived.data().orElseThrow()).isEqualTo(sent.data().orElseThrow());
    }

    @Test
    void target_with_an_input_transformer_receives_no_data() {
        List<Boolean> withData = new ArrayList<>();
        queue(ONE, d -> {
            withData.add(EventBridgeJson.read(d.body()).data().isPresent());
            return new Done();
        });
        queue(Letters.ALL_ENVELOPES, ONE, d -> {
            withData.add(EventBridgeJson.read(d.body()).data().isPresent());
            return new Done();
        });

        put(event(0));
        time.runAll();

        assertThat(withData).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void taps_see_every_accepted_event() {
        List<Integer> seen = new ArrayList<>();
        bus.tap(e -> seen.add(e.chunk().chunk()));

        put(event(0), event(1));

        assertThat(seen).containsExactly(0, 1);
    }

    @Test
    void call_beyond_ten_entries_or_none_is_refused_whole() {
        List<Envelope> eleven = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            eleven.add(event(i));
        }
        assertThatThrownBy(() -> bus.putEvents(eleven)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bus.putEvents(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void call_beyond_its_bytes_is_refused_whole_and_delivers_nothing() {
        bus = bus(16 * 1024, 1_000_000, 10);
        queue(ONE, d -> logged(d, new Done()));
        Envelope small = event(0);
        Envelope large = event("run1", "post.written.v1", 1, 16 * 1024);

        assertThatThrownBy(() -> bus.putEvents(List.of(small, large))).isInstanceOf(IllegalArgumentException.class);
        time.runAll();

        assertThat(log).isEmpty();
        assertThat(bus.isIdle()).isTrue();
    }

    @Test
    void entry_with_a_long_detail_type_is_refused_alone() {
        queue(ONE, d -> logged(d, new Done()));

        List<PutResult> results =
                bus.putEvents(List.of(Letters.ofType("t".repeat(129)), Letters.ofType("t".repeat(128))));
        time.runAll();

        assertThat(results).extracting(PutResult::accepted).containsExactly(false, true);
        assertThat(log).hasSize(1);
    }

    @Test
    void retried_message_is_hidden_for_its_back_off() {
        queue(
                TWO,
                d -> logged(d, d.receives() < 3 ? new Retry(Duration.ofSeconds(10L * d.receives()), "r") : new Done()));

        put(event(0));
        time.pass(Duration.ofMillis(9_999));
        assertThat(log).containsExactly("0/1");
        time.pass(Duration.ofMillis(1));
        assertThat(log).containsExactly("0/1", "0/2");
        time.pass(Duration.ofMillis(19_999));
        assertThat(log).hasSize(2);
        time.pass(Duration.ofMillis(1));
        assertThat(log).containsExactly("0/1", "0/2", "0/3");
        assertThat(idle).isEqualTo(1);
    }

    @Test
    void shorter_back_off_is_seen_first() {
        queue(
                TWO,
                d -> logged(d, d.receives() == 1 ? new Retry(Duration.ofSeconds(10 - chunkOf(d)), "r") : new Done()));

        put(event(0), event(1), event(2));
        time.runAll();

        assertThat(log).containsExactly("0/1", "1/1", "2/1", "2/2", "1/2", "0/2");
    }

    @Test
    void retries_end_in_a_dead_letter_after_the_most_receives() {
        queue(ONE, d -> logged(d, new Retry(Duration.ofSeconds(1), "the table is away")));

        put(event(0));
        time.runAll();

        assertThat(log).hasSize(StepSettings.MAX_RECEIVES).endsWith("0/16");
        assertThat(letters).containsExactly("0 after 16: gave up after 16 deliveries: the table is away");
        assertThat(idle).isEqualTo(1);
    }

    @Test
    void dead_message_is_a_dead_letter_at_once() {
        queue(ONE, d -> new Dead("no event"));

        put(event(0));
        time.runReady();

        assertThat(letters).containsExactly("0 after 1: no event");
        assertThat(idle).isEqualTo(1);
    }

    @Test
    void dead_letter_that_is_not_recorded_is_taken_again_and_keeps_the_bus_busy() {
        List<Integer> attempts = new ArrayList<>();
        bus.addQueue(Letters.ALL, ONE, batch -> List.of(new Dead("r")), (letter, reason) -> {
            attempts.add(attempts.size());
            if (attempts.size() == 1) {
                throw new RetryableFailure("away");
            } else if (attempts.size() == 2) {
                throw new IllegalStateException("a bug");
            }
        });

        put(event(0));
        time.runReady();
        assertThat(bus.isIdle()).isFalse();
        time.runAll();

        assertThat(attempts).hasSize(3);
        assertThat(idle).isEqualTo(1);
    }

    @Test
    void message_is_delivered_again_when_its_visibility_has_passed() {
        queue(TWO, d -> {
            logged(d, new Done());
            if (d.receives() == 1) {
                time.pass(VISIBILITY);
            }
            return new Done();
        });

        put(event(0));
        time.runAll();

        assertThat(log).containsExactly("0/1", "0/2");
        assertThat(idle).isEqualTo(1);
        assertThat(bus.isIdle()).isTrue();
    }

    @Test
    void done_of_a_zombie_takes_the_message_out_of_its_queue() {
        queue(
                ONE,
                d -> { // it holds the only place, so that the message waits
                    logged(d, new Done());
                    time.pass(VISIBILITY);
                    return new Done();
                });

        put(event(0));
        time.runAll();

        assertThat(log).containsExactly("0/1");
        assertThat(idle).isEqualTo(1);
    }

    @Test
    void retry_of_a_zombie_does_not_put_the_message_there_twice() {
        queue(ONE, d -> {
            logged(d, new Done());
            if (chunkOf(d) == 1) {
                time.pass(Duration.ofSeconds(5)); // longer than the zombie's back-off
                return new Done();
            } else if (d.receives() == 1) {
                time.pass(VISIBILITY); // now it waits for the place that this delivery holds, after the other message
                return new Retry(Duration.ofSeconds(1), "r");
            }
            return d.receives() == 2 ? new Retry(Duration.ofSeconds(30), "r") : new Done();
        });

        put(event(0), event(1));
        time.pass(Duration.ofSeconds(80));
        assertThat(log).containsExactly("0/1", "1/1", "0/2");
        time.runAll();

        assertThat(log).containsExactly("0/1", "1/1", "0/2", "0/3");
        assertThat(idle).isEqualTo(1);
    }

    @Test
    void dead_of_a_zombie_and_of_its_successor_is_one_letter() {
        queue(TWO, d -> {
            if (d.receives() == 1) {
                time.pass(VISIBILITY);
            }
            return new Dead("r");
        });

        put(event(0));
        time.runAll();

        assertThat(letters).hasSize(1);
        assertThat(bus.isIdle()).isTrue();
        assertThat(idle).isEqualTo(1);
    }

    @Test
    void expiry_of_the_last_delivery_is_a_dead_letter() {
        queue(TWO, d -> {
            if (d.receives() < StepSettings.MAX_RECEIVES) {
                return new Retry(Duration.ofSeconds(1), "r");
            }
            logged(d, new Done());
            time.pass(VISIBILITY);
            return new Retry(Duration.ofSeconds(1), "late");
        });

        put(event(0));
        time.runAll();

        assertThat(log).containsExactly("0/16");
        assertThat(letters)
                .containsExactly(
                        "0 after 16: gave up after 16 deliveries: the last took longer than the visibility of PT1M");
        assertThat(idle).isEqualTo(1);
    }

    @Test
    void consumer_that_throws_is_a_failed_delivery_of_the_whole_batch() {
        bus.addQueue(
                Letters.ALL,
                new StepSettings(1, 10, 3, VISIBILITY),
                batch -> {
                    batch.forEach(d -> logged(d, new Done()));
                    switch (batch.get(0).receives()) {
                        case 1 -> throw new StackOverflowError();
                        case 2 -> throw new IllegalStateException("a bug");
                        default -> {}
                    }
                    return batch.stream().<Disposition>map(d -> new Done()).toList();
                },
                (letter, reason) -> letters.add(reason));

        put(event(0), event(1));
        time.runAll();

        assertThat(log).contains("0/1", "0/2", "0/3", "1/1", "1/2", "1/3").hasSize(6);
        assertThat(letters).isEmpty();
        assertThat(bus.isIdle()).isTrue();
        assertThat(idle).isEqualTo(1);
    }

    @Test
    void consumer_that_answers_for_too_few_fails_its_batch() {
        List<Integer> sizes = new ArrayList<>();
        bus.addQueue(
                Letters.ALL,
                ONE,
                batch -> {
                    sizes.add(batch.size());
                    return sizes.size() == 1 ? List.of() : List.of(new Done());
                },
                (letter, reason) -> letters.add(reason));

        put(event(0));
        time.runAll();

        assertThat(sizes).containsExactly(1, 1);
        assertThat(bus.isIdle()).isTrue();
    }

    @Test
    void batches_are_no_larger_than_set() {
        List<Integer> sizes = new ArrayList<>();
        bus.addQueue(
                Letters.ALL,
                new StepSettings(1, 4, 3, VISIBILITY),
                batch -> {
                    sizes.add(batch.size());
                    return batch.stream().<Disposition>map(d -> new Done()).toList();
                },
                (letter, reason) -> letters.add(reason));

        for (int i = 0; i < 10; i++) {
            put(event(i));
        }
        time.runAll();

        assertThat(sizes).containsExactly(1, 4, 4, 1);
    }

    @Test
    void runs_take_turns() {
        List<String> order = new ArrayList<>();
        queue(ONE, d -> {
            Envelope e = EventBridgeJson.read(d.body());
            order.add(e.run().run() + ":" + e.chunk().chunk());
            return new Done();
        });
        for (int i = 0; i < 5; i++) {
            put(event("huge", "post.written.v1", i, 1));
        }
        put(event("small", "post.written.v1", 0, 1), event("small", "post.written.v1", 1, 1));
        time.runAll();

        assertThat(order).containsExactly("huge:0", "huge:1", "small:0", "huge:2", "small:1", "huge:3", "huge:4");
    }

    @Test
    void later_steps_are_served_first() {
        bus = bus(1_000_000, 1_000_000, 1);
        queue(Letters.rule("first", "post.written.v1"), ONE, d -> logged(d, new Done()));
        queue(Letters.rule("second", "post.sent.v1"), ONE, d -> {
            log.add("sent");
            return new Done();
        });

        put(event(0), event(1), event("run1", "post.sent.v1", 0, 1));
        time.runAll();

        assertThat(log).containsExactly("0/1", "sent", "1/1");
    }

    @Test
    void full_bus_has_room_again_when_bytes_leave_it() {
        bus = bus(1_000_000, 2_000, 10);
        List<String> resumed = new ArrayList<>();
        queue(ONE, d -> d.receives() == 1 ? new Retry(Duration.ofSeconds(5), "r") : new Done());

        assertThat(bus.hasRoom(() -> resumed.add("never"))).isTrue();
        put(event("run1", "post.written.v1", 0, 3_000));
        assertThat(bus.hasRoom(() -> resumed.add("a"))).isFalse();
        assertThat(bus.hasRoom(() -> resumed.add("b"))).isFalse();
        time.pass(Duration.ofSeconds(4));
        assertThat(resumed).isEmpty();
        time.runAll();

        assertThat(resumed).containsExactly("a", "b");
        assertThat(bus.hasRoom(() -> {})).isTrue();
    }

    /** Queues of batches of two, the second after the first, on a bus of one worker; each batch is logged. */
    private void batchesOfTwo(String... types) {
        for (String type : types) {
            bus.addQueue(
                    Letters.rule(type, type),
                    new StepSettings(1, 2, 3, VISIBILITY),
                    batch -> {
                        log.add(type + " " + batch.size());
                        return batch.stream().<Disposition>map(d -> new Done()).toList();
                    },
                    (letter, reason) -> letters.add(reason));
        }
    }

    private static Envelope of(String type, int chunk) {
        return event("run1", type, chunk, 1);
    }

    @Test
    void full_batches_go_before_others_even_of_later_steps() {
        bus = bus(1_000_000, 1_000_000, 1);
        batchesOfTwo("a.v1", "b.v1");

        put(of("a.v1", 0), of("b.v1", 0), of("a.v1", 1), of("a.v1", 2));
        time.runAll();

        assertThat(log).containsExactly("a.v1 1", "a.v1 2", "b.v1 1");
    }

    @Test
    void batch_that_does_not_fill_is_handed_out_after_five_others() {
        bus = bus(1_000_000, 1_000_000, 1);
        batchesOfTwo("a.v1", "b.v1");

        put(of("a.v1", 0), of("b.v1", 0));
        for (int i = 1; i < 20; i++) {
            put(of("a.v1", i));
        }
        time.runAll();

        assertThat(log.indexOf("b.v1 1")).as("a first alone, five full").isEqualTo(6);
        assertThat(log).hasSize(12);
    }

    @Test
    void room_for_a_chunk_is_made_before_a_batch_that_it_may_fill() {
        bus = bus(1_000_000, 1_000_000, 1);
        batchesOfTwo("a.v1");
        Runnable whenRoom = () -> log.add("room");

        put(of("a.v1", 0), of("a.v1", 1));
        assertThat(bus.hasRoom(whenRoom)).isFalse(); // the worker has the first
        time.runAll();

        assertThat(log).containsExactly("a.v1 1", "room", "a.v1 1");
    }

    /** A queue of batches of one on a bus of two workers; the task is run while the first batch is in hand. */
    private void whileOneIsInHand(Runnable task) {
        bus = bus(1_000_000, 1_000_000, 2);
        List<Integer> first = new ArrayList<>();
        bus.addQueue(
                Letters.ALL,
                new StepSettings(5, 1, 3, VISIBILITY),
                batch -> {
                    log.add("in " + chunkOf(batch.get(0)));
                    if (first.isEmpty()) {
                        first.add(1);
                        task.run();
                    }
                    log.add("out " + chunkOf(batch.get(0)));
                    return List.of(new Done());
                },
                (letter, reason) -> letters.add(reason));
        put(event(0));
        time.runAll();
    }

    @Test
    void who_makes_a_chunk_takes_a_workers_place_until_it_rests() {
        Runnable extract = () -> {};
        whileOneIsInHand(() -> {
            assertThat(bus.hasRoom(extract)).isTrue();
            assertThat(bus.hasRoom(extract)).as("in the place that it has").isTrue();
            put(event(1));
            time.runReady();
            log.add("rests");
            bus.rest(extract);
            time.runReady();
        });

        assertThat(log).containsExactly("in 0", "rests", "in 1", "out 1", "out 0");
    }

    @Test
    void full_batch_takes_the_place_of_who_asks_for_room() {
        List<String> resumed = new ArrayList<>();
        Runnable extract = () -> resumed.add("extract");
        whileOneIsInHand(() -> {
            assertThat(bus.hasRoom(extract)).isTrue();
            put(event(1));
            time.runReady();
            log.add("asks");
            assertThat(bus.hasRoom(extract)).isFalse();
            time.runReady();
        });

        assertThat(log).containsExactly("in 0", "asks", "in 1", "out 1", "out 0");
        assertThat(resumed).containsExactly("extract");
    }

    @Test
    void those_who_ask_for_room_take_turns() {
        List<String> resumed = new ArrayList<>();
        Runnable first = () -> resumed.add("first");
        Runnable second = () -> resumed.add("second");
        whileOneIsInHand(() -> {
            assertThat(bus.hasRoom(first)).isTrue();
            assertThat(bus.hasRoom(second)).isFalse();
            assertThat(bus.hasRoom(first)).as("another waits").isFalse();
            time.runReady();
            assertThat(resumed).containsExactly("second");
            assertThat(bus.hasRoom(second)).as("what it was called for").isTrue();
            bus.rest(second);
            time.runReady();
            assertThat(resumed).containsExactly("second", "first");
            put(event(1));
            time.runReady();
            log.add("first has a place");
        });

        assertThat(log).containsExactly("in 0", "first has a place", "out 0", "in 1", "out 1");
    }

    @Test
    void on_few_workers_one_store_has_one_writer_and_on_many_two() {
        BusLimits limits = new BusLimits(1_000_000, 1_000_000, 3);
        assertThat(limits.writers()).isEqualTo(3);
        assertThat(limits.forOneWriter().writers()).isEqualTo(1);
        assertThat(new BusLimits(1_000_000, 1_000_000, 16).forOneWriter())
                .isEqualTo(new BusLimits(1_000_000, 1_000_000, 16, 2));
    }

    @Test
    void those_who_feed_and_never_ask_again_leave_a_worker() {
        bus = bus(1_000_000, 1_000_000, 1);
        queue(ONE, d -> logged(d, new Done()));
        List<String> resumed = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String name = "extract " + i;
            assertThat(bus.hasRoom(() -> resumed.add(name))).isTrue();
        }

        put(event(0), event(1));
        Runnable another = () -> resumed.add("another");
        bus.hasRoom(another);
        time.runAll();

        assertThat(log).containsExactly("0/1", "1/1");
        assertThat(resumed).containsExactly("another");
    }

    /** Whose thread works on: else a batch would wait until a publisher has ended. */
    @Test
    void only_who_has_ended_a_batch_or_is_refused_room_leaves_what_follows_to_its_own_thread() {
        List<String> calls = new ArrayList<>();
        Scheduler telling = new Scheduler() {
            @Override
            public void execute(Runnable task) {
                calls.add("any thread");
                time.execute(task);
            }

            @Override
            public void executeNext(Runnable task) {
                calls.add("its own thread");
                time.execute(task);
            }

            @Override
            public Cancellable schedule(Duration delay, Runnable task) {
                return time.schedule(delay, task);
            }
        };
        bus = bus(telling, new BusLimits(1_000_000, 1_000_000, 2));
        queue(TWO, d -> new Done());
        Runnable extract = () -> calls.add("extract");

        put(event(0));
        assertThat(bus.hasRoom(extract)).isTrue();
        put(event(1));
        assertThat(calls).as("published").containsExactly("any thread");
        assertThat(bus.hasRoom(extract)).isFalse();
        assertThat(calls).as("refused").containsExactly("any thread", "its own thread");
        calls.clear();
        time.runReady();
        assertThat(calls).as("ended").containsExactly("its own thread", "extract");
        calls.clear();
        put(event(2), event(3));
        bus.rest(extract);
        assertThat(calls).as("rests").containsExactly("any thread", "any thread");
    }

    @Test
    void no_more_batches_at_once_write_than_the_store_takes() {
        BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(15), new SplittableRandom(1));
        bus = new LocalBus(time, time, new BusLimits(1_000_000, 1_000_000, 3, 1), backOff);
        for (String type : List.of("reads.v1", "loads.v1", "observes.v1")) {
            Delivery.Consumer consumer = batch -> {
                log.add("in " + type);
                time.runReady(); // whoever else works begins before this one ends
                log.add("out " + type);
                return List.of(new Done());
            };
            LocalBus.DeadLetterTarget deadLetters = (letter, reason) -> letters.add(reason);
            if (type.equals("reads.v1")) {
                bus.addQueue(Letters.rule(type, type), TWO, consumer, deadLetters);
            } else {
                bus.addWriter(Letters.rule(type, type), TWO, consumer, deadLetters);
            }
        }

        put(of("loads.v1", 0), of("loads.v1", 1), of("observes.v1", 2), of("reads.v1", 3), of("reads.v1", 4));
        time.runAll();

        assertThat(log)
                .containsExactly(
                        "in loads.v1",
                        "in reads.v1",
                        "in reads.v1",
                        "out reads.v1",
                        "out reads.v1",
                        "out loads.v1",
                        "in observes.v1",
                        "out observes.v1",
                        "in loads.v1",
                        "out loads.v1");
    }

    @Test
    void most_that_stood_on_it_is_told_when_it_is_empty_again() {
        queue(Letters.rule("a", "post.written.v1"), ONE, d -> logged(d, new Done()));
        queue(Letters.rule("b", "post.written.v1"), ONE, d -> logged(d, new Done()));
        List<Integer> bytes = new ArrayList<>();
        bus.addQueue(
                Letters.ALL,
                ONE,
                batch -> {
                    batch.forEach(delivery -> bytes.add(delivery.body().length));
                    return List.of(new Done());
                },
                (letter, reason) -> letters.add(reason));
        assertThat(bus.deepest()).isEqualTo(new LocalBus.Depth(0, 0));

        put(event(1));
        time.runAll();
        put(event(2), event(3));
        time.runAll();

        assertThat(bus.deepest()).isEqualTo(new LocalBus.Depth(6, 3L * (bytes.get(1) + bytes.get(2))));
    }

    @Test
    void dead_letter_makes_room_too() {
        bus = bus(1_000_000, 2_000, 10);
        List<String> resumed = new ArrayList<>();
        queue(ONE, d -> new Dead("r"));
        put(event("run1", "post.written.v1", 0, 3_000));
        bus.hasRoom(() -> resumed.add("a"));

        time.runAll();

        assertThat(resumed).containsExactly("a");
    }

    @Test
    void idle_is_told_once_each_time_the_last_message_leaves() {
        queue(TWO, d -> d.receives() == 1 ? new Retry(Duration.ofSeconds(1), "r") : new Done());

        put(event(0), event(1));
        time.runAll();
        assertThat(idle).isEqualTo(1);
        put(event(2));
        time.runAll();
        assertThat(idle).isEqualTo(2);
    }

    @Test
    void bus_is_not_idle_while_an_outcome_follows() {
        queue(Letters.rule("first", "post.written.v1"), ONE, d -> {
            put(event("run1", "post.sent.v1", chunkOf(d), 1));
            return new Done();
        });
        queue(Letters.rule("second", "post.sent.v1"), ONE, d -> new Done());

        put(event(0), event(1), event(2));
        time.runAll();

        assertThat(idle).isEqualTo(1);
    }

    @Test
    void rules_of_one_name_and_patterns_that_are_none_are_refused() {
        queue(ONE, d -> new Done());

        assertThatThrownBy(() -> queue(ONE, d -> new Done())).hasMessageContaining("'post-all' is on the bus already");
        Rule bad = new Rule("post-bad", "{\"source\":\"post\"}", "bad");
        assertThatThrownBy(() -> queue(bad, ONE, d -> new Done())).hasMessageContaining("event-ruler refuses");
        queue(new Rule("post-bad", "{\"source\":[\"post\"]}", "bad"), ONE, d -> new Done());
    }
}
