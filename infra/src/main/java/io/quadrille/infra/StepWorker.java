package io.quadrille.infra;

import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.deployment.Setting;
import io.quadrille.events.pipeline.Step;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.constructs.Construct;

/**
 * A step's worker on Fargate: tasks that poll the step's queue without end. Between them they handle no more batches at a
 * time than the step's concurrency, one included, so that a new version starts when the old one has stopped.
 */
final class StepWorker extends Construct {
    private final EntryRole role;

    StepWorker(Construct scope, Ground ground, Step<?, ?> step) {
        super(scope, "Worker");
        Blueprint blueprint = ground.blueprint();
        role = new EntryRole(this, blueprint, EntryPoint.WORKER, step.name());
        ground.grantCommon(role);
        int concurrency = blueprint.concurrency(step);
        int tasks = Math.min(blueprint.size().compute().workers(), concurrency);
        Map<Setting, String> own = new EnumMap<>(Setting.class);
        own.put(Setting.STEP, step.name());
        own.put(Setting.WORKER_CONCURRENCY, Integer.toString(concurrency / tasks));
        FargateTaskDefinition definition = ground.tasks()
                .define(
                        this,
                        blueprint.deployment().queue(EntryPoint.WORKER.entryName() + "-" + step.name()),
                        EntryPoint.WORKER,
                        role,
                        ground.settings().environment(own));
        FargateService.Builder.create(this, "Service")
                .cluster(ground.tasks().cluster())
                .taskDefinition(definition)
                .desiredCount(tasks)
                .minHealthyPercent(0)
                .maxHealthyPercent(100)
                .circuitBreaker(
                        DeploymentCircuitBreaker.builder().rollback(true).build())
                .vpcSubnets(ground.tasks().network().subnets())
                .securityGroups(List.of(ground.tasks().network().tasks()))
                .assignPublicIp(false)
                .build();
    }

    EntryRole role() {
        return role;
    }
}
