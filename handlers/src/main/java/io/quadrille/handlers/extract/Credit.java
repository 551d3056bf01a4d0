package io.quadrille.handlers.extract;

/**
 * Room on the bus: the one back-pressure there is, and only who feeds it feels it. Who feeds is known by the task that it
 * asks with, the same object at each ask. Thread safe.
 */
@FunctionalInterface
public interface Credit {
    /** Always room: queues that hold any number of messages, as SQS's do. */
    Credit UNLIMITED = whenRoom -> true;

    /**
     * Whether there is room for another chunk. It is kept for the asker until it asks again or {@linkplain #rest rests}.
     *
     * @param whenRoom run once, later, as a task of its own, if there is none now. An asker that is a task itself is to end at
     *     once then, as its thread may have been given something to run
     */
    boolean hasRoom(Runnable whenRoom);

    /**
     * The asker makes no chunk for now: it has ended, or waits for something else.
     *
     * @param whenRoom with which it asked
     */
    default void rest(Runnable whenRoom) {}
}
