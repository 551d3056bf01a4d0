package io.quadrille.runtime;

import io.quadrille.handlers.engine.Unspoken;
import io.quadrille.handlers.ports.Scheduler;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tasks on threads in real time. Close it when its stage is done with; what is still scheduled is dropped. Thread safe. */
public final class ThreadScheduler implements Scheduler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadScheduler.class);

    private final ThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor timer;

    /** Of each thread that is at work on a task of this scheduler. */
    private final ThreadLocal<@Nullable Turn> turns = new ThreadLocal<>();

    /** @param threadCount tasks that run at once */
    public ThreadScheduler(int threadCount) {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory factory = work -> {
            Thread thread = new Thread(work, "quadrille-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        threads = new ThreadPoolExecutor(
                threadCount, threadCount, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        timer = new ScheduledThreadPoolExecutor(1, factory);
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void execute(Runnable task) {
        try {
            threads.execute(new Turn(task));
        } catch (RejectedExecutionException e) {
            LOG.debug("closed: a task is dropped");
        }
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> entry = timer.schedule(() -> execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> entry.cancel(false);
        } catch (RejectedExecutionException e) {
            return () -> LOG.trace("closed before it was scheduled");
        }
    }

    @Override
    public void executeNext(Runnable task) {
        Turn turn = turns.get();
        if (turn != null && turn.next == null && threads.getQueue().isEmpty() && !threads.isShutdown()) {
            turn.next = task;
        } else {
            execute(task);
        }
    }

    /** A task on its thread, then the one that it leaves to be run next, and so on. */
    private final class Turn implements Runnable {
        private @Nullable Runnable next;

        Turn(Runnable first) {
            next = first;
        }

        @Override
        public void run() {
            turns.set(this);
            try {
                do {
                    runGuarded(take());
                    Thread.interrupted(); // as between any two tasks of a pool: an interrupt of one is none of the
                    // other
                } while (next != null && !threads.isShutdown());
            } finally {
                turns.remove();
                if (next != null) {
                    execute(next);
                }
            }
        }

        private Runnable take() {
            Runnable taken = Objects.requireNonNull(next);
            next = null;
            return taken;
        }
    }

    /** A task that fails takes no thread with it, and does not fail unseen. */
    private static void runGuarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a task failed", Unspoken.of(e));
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
