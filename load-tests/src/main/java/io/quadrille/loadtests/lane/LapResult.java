package io.quadrille.loadtests.lane;

/**
 * A lap as it went.
 *
 * @param nanos of its work
 * @param cpuNanos that all threads of its JVM spent meanwhile, collectors and compilers included
 * @param peakHeapBytes the most heap in use meanwhile, garbage included
 */
public record LapResult(long nanos, long cpuNanos, long peakHeapBytes, Evidence evidence) {
    private static final double NANOS = 1e9;

    public double seconds() {
        return nanos / NANOS;
    }

    public double cpuSeconds() {
        return cpuNanos / NANOS;
    }

    public double recordsPerSecond() {
        return evidence.records() / seconds();
    }
}
