package io.quadrille.loadtests.lane;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Which round it is, and how long the rest will take at the pace of the last. Not thread-safe. */
final class RoundClock {
    private final int warmUps;
    private final int counted;
    private final double weight;
    private final int jvms;
    private int begun;
    private @Nullable Long lastBegan;

    /**
     * Rounds in one JVM after another.
     *
     * @param warmUps in each of them
     * @param counted in each of them
     * @param weight how many times as many records a round that counts has as one that does not
     */
    RoundClock(int warmUps, int counted, double weight, int jvms) {
        this.jvms = jvms;
        this.warmUps = warmUps;
        this.counted = counted;
        this.weight = weight;
    }

    /** Whether another round is to begin. */
    boolean goesOn() {
        return begun < jvms * perJvm();
    }

    /** Whether the round that has begun is the first in a JVM. */
    boolean isFirstOfJvm() {
        return ofJvm() == 1;
    }

    /** Whether the round that has begun is one that counts. */
    boolean counts() {
        return ofJvm() > warmUps;
    }

    private int perJvm() {
        return warmUps + counted;
    }

    /** Which of its JVM's rounds has begun, from 1; 0 before the first. */
    private int ofJvm() {
        return begun == 0 ? 0 : (begun - 1) % perJvm() + 1;
    }

    /** Begins a round. @return which it is and, from the second on, the time left, such as {@code about 3 min left} */
    String begin(long nanos) {
        double lastWeight = counts() ? weight : 1;
        begun++;
        String jvm = jvms == 1 ? "" : "JVM " + ((begun - 1) / perJvm() + 1) + " of " + jvms + ", ";
        String round = counts()
                ? "round " + (ofJvm() - warmUps) + " of " + counted
                : "warm-up " + ofJvm() + " of " + warmUps + ", then " + counted + (counted == 1 ? " round" : " rounds");
        String left = lastBegan == null
                ? ""
                : ", about " + words((long) ((nanos - lastBegan) / lastWeight * weightLeft())) + " left";
        lastBegan = nanos;
        return jvm + round + left;
    }

    /** Of the rounds to come, the one that has begun among them. */
    private double weightLeft() {
        int warmUpsLeft = Math.max(0, warmUps - ofJvm() + 1);
        int jvmsLeft = jvms - 1 - (begun - 1) / perJvm();
        return warmUpsLeft + weight * (perJvm() - ofJvm() + 1 - warmUpsLeft) + jvmsLeft * (warmUps + weight * counted);
    }

    private static String words(long nanos) {
        long seconds = Duration.ofNanos(nanos).toSeconds();
        return seconds < 100 ? Math.max(1, seconds) + " s" : (seconds + 30) / 60 + " min";
    }
}
