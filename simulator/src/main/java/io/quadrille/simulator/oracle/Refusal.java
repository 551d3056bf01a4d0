package io.quadrille.simulator.oracle;

/**
 * A step that refuses records which it should take, the first time that they come to it. A retry mends it.
 *
 * @param step of those that call a handler
 * @param refused which records
 */
public record Refusal(String step, Refused refused) {
    /** The code under which such records are rejected. */
    public static final String CODE = "NOT_READY";

    /** Which of a chunk's records are refused. */
    @FunctionalInterface
    public interface Refused {
        /** @param place among the records of the chunk that come to the step, from 0 */
        boolean isRefused(int chunk, int place);
    }
}
