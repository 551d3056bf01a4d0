package io.quadrille.aws.ecs;

import io.quadrille.events.RunKey;

/** Starts the task that extracts a large object. Thread safe. */
@FunctionalInterface
public interface TaskLauncher {
    /** The most launches of one attempt: what breaks off three times does not break off by chance. */
    int MOST_LAUNCHES = 3;

    /**
     * Starts a task for a registered attempt; asked again for the same launch it starts no second one.
     *
     * @param launch which launch of the attempt it is, from 1
     * @throws io.quadrille.handlers.ports.RetryableFailure if there is no capacity now, or nobody answers
     * @throws io.quadrille.aws.NotSetUp if cluster, task definition or a permission is missing
     */
    void launch(RunKey run, int launch);
}
