package io.quadrille.observer.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;

/**
 * Durations counted on a logarithmic scale: 24 counters, five to every factor of 100, from 100 µs to 17 hours. A
 * quantile is right to within its counter (a factor of 2.5). Immutable.
 */
public final class LogHistogram {
    public static final int COUNTERS = 24;
    public static final LogHistogram EMPTY = new LogHistogram(new long[COUNTERS]);

    private static final double LOWEST_MICROS = 100;
    private static final double FACTOR = Math.pow(10, 0.4);
    private static final long[] UPPER_MICROS = new long[COUNTERS - 1];

    static {
        for (int i = 0; i < UPPER_MICROS.length; i++) {
            UPPER_MICROS[i] = Math.round(LOWEST_MICROS * Math.pow(FACTOR, i));
        }
    }

    private final long[] counts;

    private LogHistogram(long[] counts) {
        this.counts = counts;
    }

    /** @param counts {@link #COUNTERS} of them, shortest durations first */
    public static LogHistogram of(long[] counts) {
        if (counts.length != COUNTERS) {
            throw new IllegalArgumentException(counts.length + " counters; expected " + COUNTERS);
        }
        return new LogHistogram(counts.clone());
    }

    /** The counter that a duration belongs to; what is negative, as clocks disagree, belongs to the first. */
    public static int counterOf(long micros) {
        int found = Arrays.binarySearch(UPPER_MICROS, micros);
        return found >= 0 ? found : -found - 1;
    }

    /** A duration in the middle of those that a counter counts. */
    static long typicalMicros(int counter) {
        return Math.round(counter == 0 ? LOWEST_MICROS / 2 : UPPER_MICROS[counter - 1] * Math.sqrt(FACTOR));
    }

    /** As {@link #typicalMicros}. */
    public static Duration typicalOf(int counter) {
        return Duration.ofNanos(typicalMicros(counter) * 1_000);
    }

    public LogHistogram plusOne(long micros) {
        long[] more = counts.clone();
        more[counterOf(micros)]++;
        return new LogHistogram(more);
    }

    public LogHistogram plus(LogHistogram other) {
        return combine(other, 1);
    }

    public LogHistogram minus(LogHistogram other) {
        return combine(other, -1);
    }

    private LogHistogram combine(LogHistogram other, int sign) {
        long[] sums = counts.clone();
        for (int i = 0; i < COUNTERS; i++) {
            sums[i] += sign * other.counts[i];
        }
        return new LogHistogram(sums);
    }

    public long total() {
        return Arrays.stream(counts).sum();
    }

    public long[] counts() {
        return counts.clone();
    }

    /** A byte for each counter up to 127. */
    public void writeTo(ByteArrayOutputStream bytes) {
        for (long count : counts) {
            Varints.write(bytes, count);
        }
    }

    public static LogHistogram readFrom(ByteBuffer bytes) {
        long[] counts = new long[COUNTERS];
        for (int i = 0; i < COUNTERS; i++) {
            counts[i] = Varints.read(bytes);
        }
        return new LogHistogram(counts);
    }

    /** @param share such as 0.95; the answer is zero where nothing was counted */
    public Duration quantile(double share) {
        double rank = Math.max(0.5, share * total());
        long before = 0;
        for (int i = 0; i < COUNTERS; i++) {
            if (counts[i] > 0 && before + counts[i] >= rank) {
                return Duration.ofNanos(Math.round(1_000 * within(i, (rank - before) / counts[i])));
            }
            before += counts[i];
        }
        return Duration.ZERO;
    }

    private static double within(int counter, double place) {
        if (counter == 0) {
            return LOWEST_MICROS * place;
        }
        return UPPER_MICROS[counter - 1] * Math.pow(FACTOR, place);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogHistogram histogram && Arrays.equals(counts, histogram.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return Arrays.toString(counts);
    }
}
