package io.quadrille.loadtests.lane;

/**
 * One way of bringing a file's records to where they end. Made once per JVM by its constructor without parameters, then
 * asked for one lap after the other, so that it is warm like a long-running process.
 */
@FunctionalInterface
public interface Candidate {
    /** Makes a lap ready: all that is not timed. The folder is the lap's own, and empty. */
    Lap prepare(Course course) throws Exception;
}
