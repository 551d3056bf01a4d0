package io.quadrille.forecast;

import io.quadrille.events.Envelope;

/**
 * Events of one kind and size.
 *
 * @param type the CloudEvents type, which is the detail-type
 * @param step who emits them; empty for what is said of a run as a whole
 * @param bytes of each, as EventBridge counts an entry; a mean
 * @param units of 64 KB, of all of them
 * @param claims of them that left their records in S3
 */
public record EventFlow(String type, String step, long events, long bytes, long units, long claims) {
    /** What EventBridge and SQS count by: each begun ("Amazon EventBridge pricing", "Amazon SQS pricing"). */
    public static final int UNIT_BYTES = 64 * 1024;

    private static final int TIME_BYTES = 14;

    /** Events alike that carry their own data. */
    static EventFlow of(String type, String step, long events, long bytes) {
        return new EventFlow(type, step, events, bytes, events * unitsOf(bytes), 0);
    }

    /**
     * An entry's size as EventBridge counts it ("Calculating PutEvents event entry size").
     *
     * @param detailBytes the whole CloudEvent's
     */
    public static long entryBytes(Envelope envelope, long detailBytes) {
        return TIME_BYTES + envelope.pipeline().length() + envelope.type().length() + detailBytes;
    }

    /** The units of one event or message. */
    public static long unitsOf(long bytes) {
        return Math.max(1, (bytes + UNIT_BYTES - 1) / UNIT_BYTES);
    }
}
