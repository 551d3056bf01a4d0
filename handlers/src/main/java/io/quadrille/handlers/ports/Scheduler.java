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
     * As {@link #execute}, for a task that ends at once: the other may be run on its thread, and then does not begin before
     * it has ended. No thread has to be woken for it, nor waits for a processor behind the one that woke it.
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
