package io.quadrille.simulator;

import java.time.Duration;

/** Numbers that a seed and a place decide, whatever was asked before. SplitMix64's mixing (Steele, Lea, Flood 2014). */
final class Chance {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long FNV_BASIS = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private Chance() {}

    static long of(long seed, long place) {
        return mix(mix(seed + GOLDEN) ^ mix(place + 2 * GOLDEN));
    }

    static long of(long seed, long place, long part) {
        return of(of(seed, place), part);
    }

    /** From 0 to below 1. */
    static double share(long number) {
        return (number >>> 11) * 0x1.0p-53;
    }

    /** From 0 to below the bound. */
    static int below(long number, int bound) {
        return (int) (((number >>> 32) * bound) >>> 32);
    }

    /** Between two numbers, small ones as likely as large ones: evenly on a logarithmic scale. */
    static double scaled(long number, double least, double most) {
        return least * Math.pow(most / least, share(number));
    }

    static Duration between(long number, Duration least, Duration most) {
        return Duration.ofMillis(Math.round(scaled(number, least.toMillis(), most.toMillis())));
    }

    /** FNV-1a of a text, mixed. */
    static long place(String text) {
        long hash = FNV_BASIS;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return mix(hash);
    }

    private static long mix(long z) {
        long first = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long second = (first ^ (first >>> 27)) * 0x94D049BB133111EBL;
        return second ^ (second >>> 31);
    }
}
