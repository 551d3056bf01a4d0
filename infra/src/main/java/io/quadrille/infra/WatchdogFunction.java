package io.quadrille.infra;

import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.deployment.Landing;
import java.time.Duration;
import java.util.List;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.lambda.CfnPermission;
import software.constructs.Construct;

/** Looks every five minutes for what stands still, and at once when a task of the cluster stopped. */
final class WatchdogFunction extends Construct {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final EntryFunction function;
    private final DeadLetterQueue missed;

    /**
     * @param task is launched again if it broke off
     * @param arrivals is told of files that have no run
     */
    WatchdogFunction(Construct scope, Ground ground, ExtractTask task, BufferQueue arrivals) {
        super(scope, "Watchdog");
        Deployment deployment = ground.blueprint().deployment();
        String name = EntryPoint.WATCHDOG.entryName();
        missed = new DeadLetterQueue(
                this,
                "Missed",
                ground.key(),
                deployment.ruleDeadLetterQueue(name),
                ground.blueprint().size());
        function = new EntryFunction(this, ground, EntryPoint.WATCHDOG, null, TIMEOUT);
        wakenBy(CfnRule.Builder.create(this, "Schedule")
                .name(deployment.queue(name))
                .scheduleExpression("rate(5 minutes)")
                .targets(List.of(target()))
                .build());
        wakenBy(CfnRule.Builder.create(this, "TaskStopped")
                .name(deployment.queue(name) + "-tasks")
                .eventPattern(Json.map(
                        """
                        {"source": ["aws.ecs"],
                         "detail-type": ["ECS Task State Change"],
                         "detail": {"clusterArn": ["%s"], "lastStatus": ["STOPPED"]}}
                        """
                                .formatted(ground.tasks().arn())))
                .targets(List.of(target()))
                .build());
        ground.ledger().grantChange(function.role());
        ground.ledger().grantList(function.role());
        ground.landing().grantList(function.role(), Landing.DEFAULT.prefix());
        arrivals.grantSend(function.role());
        task.grantRun(function.role());
    }

    private CfnRule.TargetProperty target() {
        return CfnRule.TargetProperty.builder()
                .id(EntryPoint.WATCHDOG.entryName())
                .arn(function.alias().getFunctionArn())
                .deadLetterConfig(CfnRule.DeadLetterConfigProperty.builder()
                        .arn(missed.arn())
                        .build())
                .build();
    }

    private void wakenBy(CfnRule rule) {
        missed.receiveFrom(rule.getAttrArn());
        CfnPermission.Builder.create(rule, "Permission")
                .action("lambda:InvokeFunction")
                .functionName(function.alias().getFunctionArn())
                .principal("events.amazonaws.com")
                .sourceArn(rule.getAttrArn())
                .build();
    }

    EntryFunction function() {
        return function;
    }

    /** What EventBridge could not tell it. */
    DeadLetterQueue missed() {
        return missed;
    }
}
