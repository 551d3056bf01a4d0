package io.quadrille.infra;

import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.events.pipeline.Rule;
import io.quadrille.events.pipeline.Step;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/** A step with its queue and rule, its table if it loads one, and what works on it: a function or a worker. */
final class PlacedStep extends Construct {
    /** The longest a function may take (AWS Lambda quotas). */
    private static final Duration LONGEST_FUNCTION = Duration.ofMinutes(15);

    private final BufferQueue queue;
    private final @Nullable EntryFunction function;
    private final @Nullable LoadTable table;

    PlacedStep(Construct scope, Ground ground, Step<?, ?> step) {
        super(scope, "Step-" + step.name());
        Blueprint blueprint = ground.blueprint();
        boolean onWorker = blueprint.workers().contains(step.name());
        Duration hidden = step.settings().visibility();
        Duration timeout = hidden.compareTo(LONGEST_FUNCTION) > 0 ? LONGEST_FUNCTION : hidden;
        Duration visibility = onWorker ? hidden : longer(hidden, EntryFunction.visibility(timeout));
        queue = new BufferQueue(this, ground.key(), blueprint, step.name(), visibility);
        for (Rule rule : blueprint.pipeline().rules()) {
            if (rule.target().equals(step.name())) {
                QueueRule.onBus(this, ground, rule, queue);
            }
        }
        EntryRole role;
        if (onWorker) {
            function = null;
            role = new StepWorker(this, ground, step).role();
            queue.grantPoll(role);
        } else {
            function = new EntryFunction(this, ground, EntryPoint.STEP, step.name(), timeout);
            function.readFrom(queue.queue(), "Source", step.settings().batch(), blueprint.concurrency(step));
            role = function.role();
            queue.grantConsume(role);
        }
        ground.blobs().grantFetch(role);
        ground.blobs().grantLeave(role);
        ground.settings().grantSecrets(role);
        table = step instanceof LoadStep<?> load ? new LoadTable(this, ground.key(), blueprint, load) : null;
        if (table != null) {
            table.grantLoad(role);
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    BufferQueue queue() {
        return queue;
    }

    /** Null on a worker. */
    @Nullable
    EntryFunction function() {
        return function;
    }

    /** Null unless it loads one. */
    @Nullable
    LoadTable table() {
        return table;
    }
}
