package io.quadrille.aws.arrival;

import io.quadrille.aws.StopSignal;
import io.quadrille.handlers.ports.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on the thread that calls {@link #runAll}, which waits where the next one is not due: an instance of a Lambda
 * has nothing else to do. Used by one thread.
 */
final class CallerThread implements Scheduler {
    private final InstantSource clock;
    private final List<Task> tasks = new ArrayList<>();

    private record Task(Instant due, Runnable work) {}

    CallerThread(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void execute(Runnable task) {
        schedule(Duration.ZERO, task);
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable work) {
        Task task = new Task(clock.instant().plus(delay), work);
        tasks.add(task);
        return () -> tasks.removeIf(each -> each == task);
    }

    /** Runs what there is, the earliest first, until nothing is left or it is to stop. */
    void runAll(StopSignal stop) {
        for (Task next = earliest(); next != null; next = earliest()) {
            Duration wait = Duration.between(clock.instant(), next.due());
            if (!stop.pause(wait.isNegative() ? Duration.ZERO : wait)) {
                return;
            }
            tasks.remove(next);
            next.work().run();
        }
    }

    private @Nullable Task earliest() {
        return tasks.stream().min(Comparator.comparing(Task::due)).orElse(null); // the first of equals
    }
}
