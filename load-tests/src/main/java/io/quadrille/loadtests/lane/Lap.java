package io.quadrille.loadtests.lane;

/** One pass of the work. */
public interface Lap extends AutoCloseable {
    /** The work; what is timed. */
    void run() throws Exception;

    /** What the work left behind; not timed. */
    Evidence evidence() throws Exception;

    /** Lets go of what the lap holds; not timed. */
    @Override
    default void close() throws Exception {}
}
