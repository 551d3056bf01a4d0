package io.quadrille.events.pipeline;

import java.time.Duration;

/**
 * How a step's queue is read. None of it changes what a run's outcome is, so none is part of the digest.
 *
 * @param concurrency the most batches handled at once, over all instances
 * @param batch the most events handed to one invocation, 1 to 10 (SQS ReceiveMessage)
 * @param retries how often a chunk whose handler throws is tried again before its throwing records are rejected
 * @param visibility how long a batch stays hidden while it is handled; up to 12 hours (SQS)
 */
public record StepSettings(int concurrency, int batch, int retries, Duration visibility) {
    private static final Duration LONGEST_VISIBILITY = Duration.ofHours(12);

    public static final StepSettings DEFAULT = new StepSettings(10, 10, 3, Duration.ofSeconds(60));

    /**
     * Deliveries after which the queue gives a message up. Back-off doubles from 1 s to 15 min, so that 16 deliveries
     * span more than an hour: an outage of that length dead-letters nothing.
     */
    public static final int MAX_RECEIVES = 16;

    public StepSettings {
        if (concurrency < 1 || concurrency > 1000) {
            throw new IllegalArgumentException("concurrency is " + concurrency + ", expected 1 to 1,000");
        }
        if (batch < 1 || batch > 10) {
            throw new IllegalArgumentException("batch is " + batch + ", expected 1 to 10");
        }
        if (retries < 0 || retries >= MAX_RECEIVES) {
            throw new IllegalArgumentException("retries is " + retries + ", expected 0 to " + (MAX_RECEIVES - 1));
        }
        if (visibility.compareTo(Duration.ofSeconds(1)) < 0 || visibility.compareTo(LONGEST_VISIBILITY) > 0) {
            throw new IllegalArgumentException("visibility is " + visibility + ", expected 1 s to 12 h");
        }
    }

    StepSettings withConcurrency(int most) {
        return new StepSettings(most, batch, retries, visibility);
    }

    StepSettings withBatch(int most) {
        return new StepSettings(concurrency, most, retries, visibility);
    }

    StepSettings withRetries(int most) {
        return new StepSettings(concurrency, batch, most, visibility);
    }

    StepSettings withVisibility(Duration hidden) {
        return new StepSettings(concurrency, batch, retries, hidden);
    }
}
