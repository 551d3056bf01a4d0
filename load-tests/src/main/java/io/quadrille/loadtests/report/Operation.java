package io.quadrille.loadtests.report;

/**
 * A single part of the flow, timed by itself.
 *
 * @param name such as {@code codec.encode}
 * @param nanos for one chunk
 * @param records of a chunk
 */
public record Operation(String name, Spread nanos, int records) {
    public double nanosPerRecord() {
        return nanos.median() / records;
    }
}
