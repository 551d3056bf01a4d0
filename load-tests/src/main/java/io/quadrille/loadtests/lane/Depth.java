package io.quadrille.loadtests.lane;

/**
 * The most that stood on a bus during a lap: queued, hidden or being handled.
 *
 * @param messages at one moment
 * @param bytes of their bodies at one moment, which need not be the same
 */
public record Depth(long messages, long bytes) {
    /** Of what has no bus. */
    public static final Depth NONE = new Depth(0, 0);

    /** The deeper of each. */
    public Depth or(Depth other) {
        return new Depth(Math.max(messages, other.messages), Math.max(bytes, other.bytes));
    }
}
