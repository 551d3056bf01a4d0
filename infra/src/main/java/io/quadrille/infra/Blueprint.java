package io.quadrille.infra;

import io.quadrille.events.deployment.Compute;
import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.pipeline.Step;
import io.quadrille.events.pipeline.StepKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is to be deployed, and how. A step is placed on Lambda unless it is named as a worker's.
 *
 * <pre>{@code
 * Blueprint prod = Blueprint.of(CUSTOMERS, Size.PROD, Assets.of(root)).onWorkers(Set.of("load"));
 * new QuadrilleStack(app, prod);
 * }</pre>
 *
 * @param workers the steps that are placed on workers
 */
public record Blueprint(
        Pipeline pipeline, Size size, Set<String> workers, Assets assets, Account account, Borrowed borrowed) {

    /** Where to: an account's id and a region. */
    public record Account(String id, String region) {
        /** For templates that go nowhere. */
        public static final Account PLACEHOLDER = new Account("000000000000", "us-east-1");
    }

    public Blueprint {
        workers = Set.copyOf(workers);
        for (String worker : workers) {
            if (pipeline.requireStep(worker).kind() == StepKind.EXTRACT) {
                throw new IllegalArgumentException("Pipeline '" + pipeline.name() + "': step '" + worker
                        + "' is an extract, which has no queue to work on. Small files are read on Lambda, large ones by"
                        + " a task; do not name it as a worker's.");
            }
        }
        List<String> roles = roleNames(pipeline);
        for (String role : borrowed.roles().keySet()) {
            if (!roles.contains(role)) {
                throw new IllegalArgumentException("Pipeline '" + pipeline.name() + "': a role is lent to '" + role
                        + "', and there is no such role; there are " + roles + ".");
            }
        }
        for (Step<?, ?> step : pipeline.steps()) {
            boolean onLambda = step.kind() != StepKind.EXTRACT && !workers.contains(step.name());
            if (onLambda && step.settings().concurrency() < Compute.LEAST_LAMBDA_CONCURRENCY) {
                throw new IllegalArgumentException(
                        "Pipeline '%s': step '%s' has concurrency(%d), but Lambda reads a queue"
                                        .formatted(
                                                pipeline.name(),
                                                step.name(),
                                                step.settings().concurrency())
                                + " with " + Compute.LEAST_LAMBDA_CONCURRENCY
                                + " batches at a time or more. Place the step on a worker"
                                + " with -c workers=" + step.name() + ", or give it concurrency("
                                + Compute.LEAST_LAMBDA_CONCURRENCY + ").");
            }
        }
    }

    private static List<String> roleNames(Pipeline pipeline) {
        List<String> names = new ArrayList<>(List.of(OperatorRole.NAME));
        for (EntryPoint entry : EntryPoint.values()) {
            if (entry != EntryPoint.STEP && entry != EntryPoint.WORKER) {
                names.add(EntryRole.nameOf(entry, null));
            }
        }
        for (Step<?, ?> step : pipeline.steps()) {
            if (step.kind() != StepKind.EXTRACT) {
                names.add(EntryRole.nameOf(EntryPoint.STEP, step.name()));
            }
        }
        return names;
    }

    /** Every step on Lambda, nothing borrowed, for no account in particular. */
    public static Blueprint of(Pipeline pipeline, Size size, Assets assets) {
        return new Blueprint(pipeline, size, Set.of(), assets, Account.PLACEHOLDER, Borrowed.NOTHING);
    }

    public Blueprint onWorkers(Set<String> steps) {
        return new Blueprint(pipeline, size, steps, assets, account, borrowed);
    }

    public Blueprint in(Account other) {
        return new Blueprint(pipeline, size, workers, assets, other, borrowed);
    }

    public Blueprint with(Borrowed other) {
        return new Blueprint(pipeline, size, workers, assets, account, other);
    }

    public Deployment deployment() {
        return Deployment.of(pipeline, size.name());
    }

    /** The most batches of a step at a time, in this size. */
    int concurrency(Step<?, ?> step) {
        return size.compute().concurrency(step.settings().concurrency());
    }
}
