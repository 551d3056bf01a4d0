package io.quadrille.simulator.time;

import io.quadrille.handlers.ports.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler on virtual time: tasks run one at a time, ordered by when they are due and then by a tie-break. A task may
 * {@link #sleep} in the middle; others run meanwhile, on another thread, while its own waits for the baton. At no moment
 * do two threads run, so nothing here needs a lock and the same tie-breaks give the same order.
 */
public final class VirtualTime implements Scheduler, InstantSource {
    private final Instant beginning;
    private final Carriers carriers;
    private final LongSupplier tieBreaks;
    private final Consumer<Throwable> failures;
    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private final Semaphore ended = new Semaphore(0);
    private long nowNanos;
    private long count;
    private long left;

    /** What is due: a task, or the waking of one that sleeps. */
    private static final class Entry implements Comparable<Entry> {
        final long dueNanos;
        final long tieBreak;
        final long number;
        final @Nullable Semaphore sleeper;

        @Nullable
        Runnable task;

        Entry(long dueNanos, long tieBreak, long number, @Nullable Runnable task, @Nullable Semaphore sleeper) {
            this.dueNanos = dueNanos;
            this.tieBreak = tieBreak;
            this.number = number;
            this.task = task;
            this.sleeper = sleeper;
        }

        @Override
        public int compareTo(Entry other) {
            int order = Long.compare(dueNanos, other.dueNanos);
            if (order == 0) {
                order = Long.compare(tieBreak, other.tieBreak);
            }
            return order != 0 ? order : Long.compare(number, other.number);
        }
    }

    /**
     * @param tieBreaks orders what is due at the same moment
     * @param failures is told what a task throws; the others go on
     */
    public VirtualTime(Instant beginning, Carriers carriers, LongSupplier tieBreaks, Consumer<Throwable> failures) {
        this.beginning = beginning;
        this.carriers = carriers;
        this.tieBreaks = tieBreaks;
        this.failures = failures;
    }

    @Override
    public Instant instant() {
        return beginning.plusNanos(nowNanos);
    }

    /** Since the beginning. */
    public Duration elapsed() {
        return Duration.ofNanos(nowNanos);
    }

    @Override
    public void execute(Runnable task) {
        add(0, task, null);
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        Entry entry = add(delay.toNanos(), task, null);
        return () -> entry.task = null;
    }

    private Entry add(long delayNanos, @Nullable Runnable task, @Nullable Semaphore sleeper) {
        Entry entry = new Entry(nowNanos + Math.max(0, delayNanos), tieBreaks.getAsLong(), count++, task, sleeper);
        entries.add(entry);
        return entry;
    }

    /** Lets time pass in the middle of a task; others may run meanwhile. To be called by a task. */
    public void sleep(Duration time) {
        Semaphore waking = new Semaphore(0);
        add(time.toNanos(), null, waking);
        if (peekIs(waking)) {
            nowNanos = entries.remove().dueNanos;
            return;
        }
        carriers.carry(() -> drive(false));
        waking.acquireUninterruptibly();
    }

    private boolean peekIs(Semaphore waking) {
        Entry next = entries.peek();
        while (next != null && next.task == null && next.sleeper == null) {
            entries.remove();
            next = entries.peek();
        }
        return next != null && next.sleeper == waking;
    }

    /**
     * Runs until nothing is left to run.
     *
     * @param most tasks, after which no further one is begun
     * @return whether all have run
     */
    public boolean run(long most) {
        left = most;
        drive(true);
        return left > 0;
    }

    /** Begins no further task; those that sleep wake and come to their end. */
    public void stop() {
        left = 0;
    }

    /** The loop that runs what is due. Whoever leaves it has handed the baton to another, or nothing is left. */
    private void drive(boolean first) {
        for (Entry next = entries.poll(); next != null; next = entries.poll()) {
            if (next.sleeper != null) {
                nowNanos = next.dueNanos;
                next.sleeper.release();
                if (first) {
                    ended.acquireUninterruptibly();
                }
                return;
            }
            Runnable task = next.task;
            if (task != null && left > 0) {
                nowNanos = next.dueNanos;
                left--;
                run(task);
            }
        }
        if (!first) {
            ended.release();
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            failures.accept(e);
        }
    }
}
