package io.quadrille.aws.task;

import io.quadrille.aws.StopSignal;
import io.quadrille.aws.sqs.SqsPoller;
import io.quadrille.handlers.engine.BackOff;
import io.quadrille.runtime.ThreadScheduler;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Polls queues, several threads to each, in one process. A poll that fails is tried again after a back-off, and told once
 * until something changes. Thread safe.
 *
 * <pre>{@code
 * Workers workers = new Workers(List.of(new PolledQueue("transform", poller, 10)), backOff);
 * workers.runForever(stop); // returns when stop was asked and what was in hand is handled
 * }</pre>
 */
public final class Workers {
    /** The most threads of one queue: more wait for one another on the processors of one process. */
    public static final int MOST_THREADS = 32;
    /** Failed polls in a row after which a pass over the queues gives up. */
    private static final int MOST_FAILURES = 5;

    private final List<Polling> queues;
    private final BackOff backOff;

    /** @param backOff between failed polls of one thread */
    public Workers(List<PolledQueue> queues, BackOff backOff) {
        this.queues = queues.stream().map(Polling::new).toList();
        this.backOff = backOff;
    }

    /**
     * A queue to be polled.
     *
     * @param name as the log calls it
     * @param threads messages handled at a time, in batches; more than {@link #MOST_THREADS} are as many
     */
    public record PolledQueue(String name, SqsPoller poller, int threads) {
        public PolledQueue {
            if (threads < 1) {
                throw new IllegalArgumentException("queue '" + name + "': " + threads + " threads, expected 1 or more");
            }
            threads = Math.min(threads, MOST_THREADS);
        }
    }

    private record Polling(PolledQueue queue, PollHealth health) {
        Polling(PolledQueue queue) {
            this(queue, new PollHealth(queue.name()));
        }
    }

    /** Polls until it is to stop; then no more is received, and it returns when what is in hand is handled. */
    public void runForever(StopSignal stop) {
        onThreads(polling -> pollWhileWanted(polling, stop));
    }

    /**
     * Handles what the queues hold, and what comes of it meanwhile: ends when a round over all of them found nothing, a
     * single queue when each of its threads did.
     *
     * @return how many messages were handled
     * @throws io.quadrille.handlers.ports.RetryableFailure if SQS does not answer for long
     * @throws io.quadrille.aws.NotSetUp if a queue is missing or may not be read
     */
    public int runOnce(StopSignal stop) {
        AtomicInteger handled = new AtomicInteger();
        int before;
        do {
            before = handled.get();
            AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
            onThreads(polling -> {
                try {
                    handled.addAndGet(pollUntilEmpty(polling, stop));
                } catch (RuntimeException e) {
                    failure.compareAndSet(null, e);
                }
            });
            RuntimeException thrown = failure.get();
            if (thrown != null) {
                throw thrown;
            }
        } while (queues.size() > 1 && handled.get() > before && !stop.isAsked());
        return handled.get();
    }

    private void pollWhileWanted(Polling polling, StopSignal stop) {
        int failures = 0;
        while (!stop.isAsked()) {
            try {
                polling.queue().poller().pollOnce();
                polling.health().answered();
                failures = 0;
            } catch (RuntimeException | Error e) { // a thread that ended would not be missed
                polling.health().failed(e);
                failures++;
                stop.pause(backOff.after(failures));
            }
        }
    }

    private int pollUntilEmpty(Polling polling, StopSignal stop) {
        int handled = 0;
        int failures = 0;
        boolean empty = false;
        while (!empty && !stop.isAsked()) {
            try {
                int messages = polling.queue().poller().pollOnce();
                polling.health().answered();
                handled += messages;
                empty = messages == 0;
                failures = 0;
            } catch (RuntimeException e) {
                polling.health().failed(e);
                failures++;
                if (failures == MOST_FAILURES || PollHealth.staysAsItIs(e)) {
                    throw e;
                }
                stop.pause(backOff.after(failures));
            }
        }
        return handled;
    }

    /** Runs the loop on every thread of every queue and waits for the last one's end. */
    private void onThreads(Loop loop) {
        int threads = queues.stream().mapToInt(each -> each.queue().threads()).sum();
        CountDownLatch running = new CountDownLatch(threads);
        try (ThreadScheduler scheduler = new ThreadScheduler(Math.max(1, threads))) {
            for (Polling polling : queues) {
                for (int thread = 0; thread < polling.queue().threads(); thread++) {
                    scheduler.execute(() -> {
                        try {
                            loop.run(polling);
                        } finally {
                            running.countDown();
                        }
                    });
                }
            }
            running.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @FunctionalInterface
    private interface Loop {
        void run(Polling polling);
    }
}
