package io.quadrille.infra;

import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.deployment.Landing;
import java.time.Duration;
import software.constructs.Construct;

/** Takes up dropped files: reads small ones itself, and starts a task for each large one. */
final class ArrivalFunction extends Construct {
    /** Time to read the largest file that is not a task's. */
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    /** Each batch is one file: files do not wait for one another. */
    private static final int BATCH = 1;

    private final BufferQueue queue;
    private final EntryFunction function;

    ArrivalFunction(Construct scope, Ground ground, ExtractTask task) {
        super(scope, "Arrival");
        String name = EntryPoint.ARRIVAL.entryName();
        queue = new BufferQueue(this, ground.key(), ground.blueprint(), name, EntryFunction.visibility(TIMEOUT));
        QueueRule.onDefaultBus(
                this,
                ground.blueprint().deployment().queue(name),
                Json.map(Landing.DEFAULT.pattern(ground.landing().name())),
                queue);
        function = new EntryFunction(this, ground, EntryPoint.ARRIVAL, null, TIMEOUT);
        function.readFrom(
                queue.queue(),
                "Source",
                BATCH,
                ground.blueprint().size().compute().arrivalConcurrency());
        queue.grantConsume(function.role());
        ExtractTask.Grants.extract(function.role(), ground);
        ground.ledger().grantChange(function.role());
        task.grantRun(function.role());
    }

    BufferQueue queue() {
        return queue;
    }

    EntryFunction function() {
        return function;
    }
}
