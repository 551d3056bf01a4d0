package io.quadrille.forecast;

/**
 * Events of one kind and size.
 *
 * @param type the CloudEvents type, which is the detail-type
 * @param step who emits them; empty for what is said of a run as a whole
 * @param bytes of each, as EventBridge counts an entry
 * @param claimChecked whether their records lie in S3
 */
public record EventFlow(String type, String step, long events, long bytes, boolean claimChecked) {
    /** What EventBridge and SQS count by: each begun ("Amazon EventBridge pricing", "Amazon SQS pricing"). */
    public static final int UNIT_BYTES = 64 * 1024;

    /** The units of all of them. */
    public long units() {
        return events * unitsOf(bytes);
    }

    static long unitsOf(long bytes) {
        return Math.max(1, (bytes + UNIT_BYTES - 1) / UNIT_BYTES);
    }
}
