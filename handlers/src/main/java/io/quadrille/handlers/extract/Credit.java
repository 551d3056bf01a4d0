package io.quadrille.handlers.extract;

/** Room on the bus, counted in bytes: the one back-pressure there is, and only an extract feels it. Thread safe. */
@FunctionalInterface
public interface Credit {
    /** Always room: queues that hold any number of messages, as SQS's do. */
    Credit UNLIMITED = whenRoom -> true;

    /**
     * Whether there is room for another chunk.
     *
     * @param whenRoom called once, later, if there is none now
     */
    boolean hasRoom(Runnable whenRoom);
}
