package io.quadrille.events.pipeline;

import java.time.Duration;

/**
 * A step that a queue feeds, and how that queue is read. Each setting makes a changed copy.
 *
 * @param <S> the step's own type
 */
public sealed interface QueueStep<S> permits TransformStep, FilterStep, ExpandStep, LoadStep {
    /** How the queue is read. */
    StepSettings settings();

    /** The step with other settings. */
    S withSettings(StepSettings changed);

    /** The step with at most so many batches handled at once. */
    default S concurrency(int most) {
        return withSettings(settings().withConcurrency(most));
    }

    /** The step with at most so many events in one batch, 1 to 10. */
    default S batch(int most) {
        return withSettings(settings().withBatch(most));
    }

    /** The step with so many retries of a chunk whose handler throws. */
    default S retries(int most) {
        return withSettings(settings().withRetries(most));
    }

    /** The step with so much time for a batch before it is handed out again. */
    default S visibility(Duration hidden) {
        return withSettings(settings().withVisibility(hidden));
    }
}
