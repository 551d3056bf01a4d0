package io.quadrille.local.bus;

import io.quadrille.handlers.ports.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** One thread and virtual time: tasks run in order when told to, and time moves only when told to. Not thread safe. */
public final class VirtualScheduler implements Scheduler, InstantSource {
    private record Entry(Instant due, long order, Runnable task) {}

    private final Queue<Runnable> ready = new ArrayDeque<>();
    private final PriorityQueue<Entry> later =
            new PriorityQueue<>(Comparator.comparing(Entry::due).thenComparing(Entry::order));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long entries;

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void execute(Runnable task) {
        ready.add(task);
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        Entry entry = new Entry(now.plus(delay), entries++, task);
        later.add(entry);
        return () -> later.remove(entry);
    }

    /** Runs what can run without time passing. */
    public void runReady() {
        for (Runnable task = ready.poll(); task != null; task = ready.poll()) {
            task.run();
        }
    }

    /** Lets time pass, and runs all that falls due. May be called by a task: then others run while it does. */
    public void pass(Duration time) {
        Instant until = now.plus(time);
        runReady();
        while (!later.isEmpty() && !later.peek().due().isAfter(until)) {
            Entry entry = later.remove();
            now = entry.due().isAfter(now) ? entry.due() : now;
            entry.task().run();
            runReady();
        }
        now = until;
    }

    /** Runs until nothing is left, however long that takes. */
    public void runAll() {
        runReady();
        while (!later.isEmpty()) {
            pass(Duration.between(now, later.peek().due()));
        }
    }
}
