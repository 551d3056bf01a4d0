package io.quadrille.handlers.ports;

import java.time.Duration;

/**
 * Runs tasks now or later: on threads in real time, or one at a time on virtual time. Nothing that waits holds a
 * thread; it is an entry here. Thread safe.
 */
public interface Scheduler {
    /** Runs the task as soon as a thread is free. */
    void execute(Runnable task);

    /**
     * Runs the task on this thread, as soon as the task ends that calls this, if that is one of this scheduler's and nothing
     * else waits for a thread; else as {@link #execute}. For who has next to nothing more to do: to wake another thread
     * takes longer, and where it waits behind one that is at work, a processor has nothing to do meanwhile.
     */
    default void executeNext(Runnable task) {
        execute(task);
    }

    /** Runs the task once, not before the delay has passed. */
    Cancellable schedule(Duration delay, Runnable task);

    /** A scheduled task that can be called off. */
    @FunctionalInterface
    interface Cancellable {
        /** Calls the task off if it has not begun; otherwise does nothing. */
        void cancel();
    }
}
