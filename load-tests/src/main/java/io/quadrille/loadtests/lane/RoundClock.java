package io.quadrille.loadtests.lane;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Which round it is, and how long the rest will take at the pace of the last. Not thread-safe. */
final class RoundClock {
    private final int warmUps;
    private final int counted;
    private final double weight;
    private int begun;
    private @Nullable Long lastBegan;

    /** @param weight how many times as many records a round that counts has as one that does not */
    RoundClock(int warmUps, int counted, double weight) {
        this.warmUps = warmUps;
        this.counted = counted;
        this.weight = weight;
    }

    /** Whether another round is to begin. */
    boolean goesOn() {
        return begun < warmUps + counted;
    }

    /** Whether the round that has begun is one that counts. */
    boolean counts() {
        return begun > warmUps;
    }

    /** Begins a round. @return which it is and, from the second on, the time left, such as {@code about 3 min left} */
    String begin(long nanos) {
        double lastWeight = counts() ? weight : 1;
        begun++;
        String round = counts()
                ? "round " + (begun - warmUps) + " of " + counted
                : "warm-up " + begun + " of " + warmUps + ", then " + counted + (counted == 1 ? " round" : " rounds");
        String left = lastBegan == null
                ? ""
                : ", about " + words((long) ((nanos - lastBegan) / lastWeight * weightLeft())) + " left";
        lastBegan = nanos;
        return round + left;
    }

    /** Of the rounds to come, the one that has begun among them. */
    private double weightLeft() {
        int warmUpsLeft = Math.max(0, warmUps - begun + 1);
        return warmUpsLeft + weight * (warmUps + counted - begun + 1 - warmUpsLeft);
    }

    private static String words(long nanos) {
        long seconds = Duration.ofNanos(nanos).toSeconds();
        return seconds < 100 ? Math.max(1, seconds) + " s" : (seconds + 30) / 60 + " min";
    }
}
