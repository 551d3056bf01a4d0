package io.quadrille.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells work in hand to stop at the next place where it can be taken up again: when somebody asks, or at a moment. Thread
 * safe.
 *
 * <pre>{@code
 * StopSignal stop = StopSignal.at(clock.instant().plus(remaining), clock);
 * while (!stop.isAsked() && workOnce()) {}
 * }</pre>
 */
public final class StopSignal {
    private final Instant moment;
    private final InstantSource clock;
    private final CountDownLatch asked = new CountDownLatch(1);

    private StopSignal(Instant moment, InstantSource clock) {
        this.moment = moment;
        this.clock = clock;
    }

    /** Stops nobody until {@link #ask} is called. */
    public static StopSignal whenAsked() {
        return new StopSignal(Instant.MAX, InstantSource.system());
    }

    /** Asks by itself at the moment; a Lambda's remaining time, less what it takes to end a chunk. */
    public static StopSignal at(Instant moment, InstantSource clock) {
        return new StopSignal(moment, clock);
    }

    /** Asks to stop; again is the same. */
    public void ask() {
        asked.countDown();
    }

    public boolean isAsked() {
        return asked.getCount() == 0 || !clock.instant().isBefore(moment);
    }

    /**
     * Waits, unless the moment to stop comes first: then there is no use in it and it returns at once.
     *
     * @return whether to go on
     */
    public boolean pause(Duration time) {
        if (isAsked() || !clock.instant().plus(time).isBefore(moment)) {
            return false;
        }
        try {
            return !asked.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
