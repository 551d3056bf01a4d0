package io.quadrille.aws.task;

import io.quadrille.handlers.engine.Unspoken;
import io.quadrille.handlers.ports.PermanentFailure;
import io.quadrille.handlers.ports.RetryableFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a queue's polls succeed; says so in the log when it changes, once for all its threads. Thread safe. */
final class PollHealth {
    private static final Logger LOG = LoggerFactory.getLogger(PollHealth.class);

    private final String queue;
    private @Nullable String failing;

    PollHealth(String queue) {
        this.queue = queue;
    }

    synchronized void answered() {
        if (failing != null) {
            LOG.info("queue '{}' is polled again", queue);
            failing = null;
        }
    }

    /** @return whether this is news */
    synchronized boolean failed(Throwable failure) {
        String reason = spoken(failure)
                ? String.valueOf(failure.getMessage())
                : failure.getClass().getName();
        if (reason.equals(failing)) {
            return false;
        }
        failing = reason;
        if (failure instanceof PermanentFailure) {
            LOG.error("queue '{}': {}", queue, reason);
        } else if (spoken(failure)) {
            LOG.warn("queue '{}': {}", queue, reason);
        } else {
            LOG.error("queue '{}': a batch failed", queue, Unspoken.of(failure));
        }
        return true;
    }

    static boolean staysAsItIs(RuntimeException failure) {
        return failure instanceof PermanentFailure;
    }

    private static boolean spoken(Throwable failure) {
        return failure instanceof PermanentFailure || failure instanceof RetryableFailure;
    }
}
