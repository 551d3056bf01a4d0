package io.quadrille.handlers.extract;

import io.quadrille.handlers.ports.Scheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Runs tasks on the caller's thread, in order, when told to; a delay is only remembered. Not thread safe. */
final class TestScheduler implements Scheduler {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    final List<Duration> delays = new ArrayList<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        delays.add(delay);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    void runAll() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }
}
