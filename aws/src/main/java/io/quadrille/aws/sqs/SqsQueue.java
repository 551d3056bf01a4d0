package io.quadrille.aws.sqs;

import java.time.Duration;

/**
 * A queue and how it is polled.
 *
 * @param url the queue's
 * @param deadLetterUrl of the queue that takes what will never succeed
 * @param batch the most messages of one poll: 1 to 10
 * @param longPoll how long a poll waits for the first message: up to 20 seconds
 * @param visibility how long a message is hidden from others, from 2 seconds to 12 hours; extended while it is handled
 */
public record SqsQueue(String url, String deadLetterUrl, int batch, Duration longPoll, Duration visibility) {
    static final Duration LONGEST_VISIBILITY = Duration.ofHours(12);
    private static final int LARGEST_BATCH = 10;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final Duration SHORTEST_VISIBILITY = Duration.ofSeconds(2);

    public SqsQueue {
        if (batch < 1 || batch > LARGEST_BATCH) {
            throw new IllegalArgumentException("a batch of " + batch + " messages; SQS takes 1 to " + LARGEST_BATCH);
        }
        if (longPoll.isNegative() || longPoll.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException("a long poll of " + longPoll + "; SQS takes up to " + LONGEST_WAIT);
        }
        if (visibility.compareTo(SHORTEST_VISIBILITY) < 0 || visibility.compareTo(LONGEST_VISIBILITY) > 0) {
            throw new IllegalArgumentException("a visibility of " + visibility + "; expected " + SHORTEST_VISIBILITY
                    + " to " + LONGEST_VISIBILITY);
        }
    }
}
