package io.quadrille.loadtests.lane;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Which round it is, and how long the rest will take if each round takes as long as the last. Not thread-safe. */
final class RoundClock {
    private final int warmUps;
    private final int counted;
    private int begun;
    private @Nullable Long lastBegan;

    RoundClock(int warmUps, int counted) {
        this.warmUps = warmUps;
        this.counted = counted;
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
        begun++;
        String round = counts()
                ? "round " + (begun - warmUps) + " of " + counted
                : "warm-up " + begun + " of " + warmUps + ", then " + counted + (counted == 1 ? " round" : " rounds");
        String left = lastBegan == null
                ? ""
                : ", about " + words((nanos - lastBegan) * (warmUps + counted - begun + 1)) + " left";
        lastBegan = nanos;
        return round + left;
    }

    private static String words(long nanos) {
        long seconds = Duration.ofNanos(nanos).toSeconds();
        return seconds < 100 ? Math.max(1, seconds) + " s" : (seconds + 30) / 60 + " min";
    }
}
