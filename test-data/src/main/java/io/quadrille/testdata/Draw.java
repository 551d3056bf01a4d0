package io.quadrille.testdata;

/**
 * A stream of pseudo-random numbers that is the same on every JDK: SplitMix64 (Steele, Lea, Flood 2014).
 *
 * <p>Each record draws from a stream of its own, found from seed and index, so that what befalls one record can be
 * computed again without generating those before it. Not thread-safe.
 */
final class Draw {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    /** Moves to the stream of one purpose and index under a seed. */
    void begin(long seed, int purpose, long index) {
        state = hash(seed, purpose, index);
    }

    long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** A number from 0 to {@code bound - 1}. */
    int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** True once in {@code times}. */
    boolean once(int times) {
        return below(times) == 0;
    }

    <T> T among(T[] choices) {
        return choices[below(choices.length)];
    }

    /** One number for a purpose and an index under a seed, independent of all others. */
    static long hash(long seed, int purpose, long index) {
        return mix(mix(mix(seed + GOLDEN) + purpose * GOLDEN) ^ mix(index + GOLDEN));
    }

    /** Whether {@code percent} of all hashes include this one. */
    static boolean within(double percent, long hash) {
        return (hash >>> 11) < (long) (percent / 100 * (1L << 53));
    }

    private static long mix(long z) {
        long first = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long second = (first ^ (first >>> 27)) * 0x94D049BB133111EBL;
        return second ^ (second >>> 31);
    }
}
