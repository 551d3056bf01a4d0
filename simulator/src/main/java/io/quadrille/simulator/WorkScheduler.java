package io.quadrille.simulator;

import io.quadrille.handlers.ports.Scheduler;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs tasks in the name of one work, while its worker lives. */
final class WorkScheduler implements Scheduler {
    private final World world;
    private @Nullable Work work;

    /** A scheduler whose work is {@linkplain #worksFor told} before its first task runs. */
    WorkScheduler(World world) {
        this.world = world;
    }

    WorkScheduler(World world, Work work) {
        this.world = world;
        this.work = work;
    }

    void worksFor(Work named) {
        work = named;
    }

    @Override
    public void execute(Runnable task) {
        world.time().execute(() -> run(task));
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        return world.time().schedule(delay, () -> run(task));
    }

    private void run(Runnable task) {
        Work named = Objects.requireNonNull(work, "told before its first task");
        if (!named.isLost()) {
            world.<Boolean>as(named, () -> {
                task.run();
                return true;
            });
        }
    }
}
