package io.quadrille.local.bus;

import static io.quadrille.local.bus.Letters.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.pipeline.StepSettings;
import io.quadrille.handlers.engine.BackOff;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.Delivery.Dead;
import io.quadrille.handlers.ports.Delivery.Disposition;
import io.quadrille.handlers.ports.Delivery.Done;
import io.quadrille.handlers.ports.Delivery.Retry;
import io.quadrille.runtime.ThreadScheduler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The bus under real threads: limits hold, nothing is lost, and idle is idle. */
@Timeout(60)
final class BusThreadsTest {
    private final ThreadScheduler threads = new ThreadScheduler(8);
    private final LocalBus bus = new LocalBus(
            threads,
            InstantSource.system(),
            new BusLimits(1_000_000, 1_000_000, 8),
            new BackOff(Duration.ofMillis(1), Duration.ofMillis(2), new SplittableRandom(1)));

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void as_many_batches_at_once_as_the_step_allows_and_no_more() throws Exception {
        CountDownLatch three = new CountDownLatch(3);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch idle = new CountDownLatch(1);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        bus.whenIdle(idle::countDown);
        bus.addQueue(
                Letters.ALL,
                new StepSettings(3, 1, 3, Duration.ofHours(1)),
                batch -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    three.countDown();
                    await(release);
                    now.decrementAndGet();
                    return List.of(new Done());
                },
                (letter, reason) -> {});

        for (int i = 0; i < 50; i++) {
            bus.putEvents(List.of(event(i)));
        }
        assertThat(three.await(30, TimeUnit.SECONDS)).isTrue(); // three are in, and stay
        release.countDown();
        assertThat(idle.await(30, TimeUnit.SECONDS)).isTrue();

        assertThat(most).hasValue(3);
    }

    @Test
    void every_message_ends_exactly_once_whatever_becomes_of_its_deliveries() throws Exception {
        int count = 2_000;
        Set<Integer> ended = ConcurrentHashMap.newKeySet();
        AtomicInteger twice = new AtomicInteger();
        AtomicInteger idles = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(count);
        CountDownLatch idle = new CountDownLatch(1);
        bus.whenIdle(() -> {
            idles.incrementAndGet();
            if (all.getCount() == 0) {
                idle.countDown();
            }
        });
        bus.addQueue(
                Letters.ALL,
                new StepSettings(8, 10, 3, Duration.ofHours(1)),
                batch -> batch.stream().map(d -> answer(d, ended, twice, all)).toList(),
                (letter, reason) -> end(Letters.chunkOf(letter), ended, twice, all));

        for (int i = 0; i < count; i++) {
            bus.putEvents(List.of(event(i)));
        }
        assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(idle.await(30, TimeUnit.SECONDS)).isTrue();

        assertThat(ended).hasSize(count);
        assertThat(twice).hasValue(0);
        assertThat(bus.isIdle()).isTrue();
        assertThat(bus.hasRoom(() -> {})).isTrue();
    }

    private static Disposition answer(Delivery delivery, Set<Integer> ended, AtomicInteger twice, CountDownLatch all) {
        int chunk = EventBridgeJson.read(delivery.body()).chunk().chunk();
        if (chunk % 7 == 0 && delivery.receives() < 3) {
            return new Retry(Duration.ofMillis(1), "r");
        } else if (chunk % 11 == 0) {
            return new Dead("r");
        }
        end(chunk, ended, twice, all);
        return new Done();
    }

    private static void end(int chunk, Set<Integer> ended, AtomicInteger twice, CountDownLatch all) {
        if (!ended.add(chunk)) {
            twice.incrementAndGet();
        }
        all.countDown();
    }

    @Test
    void zombie_and_its_successor_end_one_message() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        CountDownLatch idle = new CountDownLatch(1);
        AtomicInteger idles = new AtomicInteger();
        bus.whenIdle(() -> {
            idles.incrementAndGet();
            idle.countDown();
        });
        bus.addQueue(
                Letters.ALL,
                new StepSettings(2, 1, 3, Duration.ofSeconds(1)),
                batch -> {
                    if (batch.get(0).receives() == 1) {
                        await(second); // until its visibility has passed and the second delivery is at work
                    }
                    second.countDown();
                    return List.of(new Done());
                },
                (letter, reason) -> {});

        bus.putEvents(List.of(event(0)));

        assertThat(idle.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(bus.isIdle()).isTrue();
        assertThat(idles).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
