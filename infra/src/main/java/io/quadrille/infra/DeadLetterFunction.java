package io.quadrille.infra;

import io.quadrille.events.deployment.Compute;
import io.quadrille.events.deployment.EntryPoint;
import java.time.Duration;
import java.util.List;
import software.constructs.Construct;

/** Keeps and names what ran out of deliveries, whichever queue or rule gave it up. */
final class DeadLetterFunction extends Construct {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    /** How long a dead-letter queue hides what is being named. */
    static final Duration VISIBILITY = EntryFunction.visibility(TIMEOUT);

    private static final int BATCH = 10;

    private final EntryFunction function;

    DeadLetterFunction(Construct scope, Ground ground, List<BufferQueue> queues) {
        super(scope, "DeadLetters");
        function = new EntryFunction(this, ground, EntryPoint.DEAD_LETTERS, null, TIMEOUT);
        for (BufferQueue queue : queues) {
            read(queue.deadLetters(), queue.target());
            read(queue.undelivered(), queue.target() + "-undelivered");
        }
        ground.blobs().grantDeadLetters(function.role());
        ground.blobs().grantFetch(function.role());
        ground.ledger().grantRecord(function.role());
    }

    private void read(DeadLetterQueue queue, String id) {
        function.readFrom(queue.queue(), "Source-" + id, BATCH, Compute.LEAST_LAMBDA_CONCURRENCY);
        BufferQueue.grantConsume(function.role(), queue.queue());
    }

    EntryFunction function() {
        return function;
    }
}
