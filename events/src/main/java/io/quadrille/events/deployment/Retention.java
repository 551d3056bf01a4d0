package io.quadrille.events.deployment;

import java.time.Duration;

/**
 * How long things are kept: one value, from which the others follow, so that what an event refers to outlives every
 * place the event may come back from.
 *
 * @param archive how long the bus's archive keeps events for a replay
 */
public record Retention(Duration archive) {
    /** The longest that SQS keeps a message ("Amazon SQS quotas": 14 days). */
    private static final Duration LONGEST_QUEUE = Duration.ofDays(14);

    public static final Retention DEFAULT = new Retention(Duration.ofDays(30));

    public Retention {
        if (archive.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("an archive of " + archive + "; expected a day or more");
        }
    }

    /** How long a queue keeps a message: a weekend, and time to mend what stopped it. */
    public Duration queue() {
        return Duration.ofDays(4);
    }

    public Duration deadLetterQueue() {
        return LONGEST_QUEUE;
    }

    /** Claim checks outlive an event replayed on the archive's last day, its queue and its dead-letter queue. */
    public Duration claimChecks() {
        return archive.plus(queue()).plus(deadLetterQueue()).plusDays(1);
    }
}
