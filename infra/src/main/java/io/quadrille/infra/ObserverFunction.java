package io.quadrille.infra;

import io.quadrille.events.deployment.Compute;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.pipeline.Rule;
import java.time.Duration;
import software.constructs.Construct;

/** Writes the ledger. Its one queue is fed by three rules, which select every event between them. */
final class ObserverFunction extends Construct {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final BufferQueue queue;
    private final EntryFunction function;

    ObserverFunction(Construct scope, Ground ground) {
        super(scope, "Observer");
        queue = new BufferQueue(
                this,
                ground.key(),
                ground.blueprint(),
                EntryPoint.OBSERVER.entryName(),
                EntryFunction.visibility(TIMEOUT));
        for (Rule rule : ground.blueprint().pipeline().rules()) {
            if (rule.target().equals(Rule.OBSERVER)) {
                QueueRule.onBus(this, ground, rule, queue);
            }
        }
        function = new EntryFunction(this, ground, EntryPoint.OBSERVER, null, TIMEOUT);
        function.readFrom(
                queue.queue(),
                "Source",
                Compute.OBSERVER_BATCH,
                ground.blueprint().size().compute().observerConcurrency());
        queue.grantConsume(function.role());
        ground.ledger().grantRecord(function.role());
        ground.blobs().grantFetch(function.role());
    }

    BufferQueue queue() {
        return queue;
    }

    EntryFunction function() {
        return function;
    }
}
