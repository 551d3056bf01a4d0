package io.quadrille.infra;

import io.quadrille.events.FactKind;
import io.quadrille.events.deployment.Deployment;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** Whom failures are told: runs that failed or stalled, and alarms. Who listens is the account's to say. */
final class FailureTopic extends Construct {
    private final Topic topic;
    private final DeadLetterQueue untold;

    FailureTopic(Construct scope, DeploymentKey key, PipelineBus bus, Blueprint blueprint) {
        super(scope, "Failures");
        Deployment deployment = blueprint.deployment();
        String name = deployment.name() + "-failures";
        topic = Topic.Builder.create(this, "Topic")
                .topicName(name)
                .masterKey(key.key())
                .enforceSsl(true)
                .build();
        untold = new DeadLetterQueue(this, "Untold", key, null, blueprint.size());
        CfnRule rule = CfnRule.Builder.create(this, "Rule")
                .name(name)
                .eventBusName(deployment.bus())
                .eventPattern(Json.map("{\"source\": [\"%s\"], \"detail-type\": [\"%s\", \"%s\"]}"
                        .formatted(deployment.pipeline(), FactKind.RUN_FAILED.type(), FactKind.RUN_STALLED.type())))
                .targets(List.of(CfnRule.TargetProperty.builder()
                        .id("failures")
                        .arn(topic.getTopicArn())
                        .deadLetterConfig(CfnRule.DeadLetterConfigProperty.builder()
                                .arn(untold.arn())
                                .build())
                        .build()))
                .build();
        bus.before(rule);
        untold.receiveFrom(rule.getAttrArn());
        allow("events.amazonaws.com", Map.of("ArnEquals", Map.of("aws:SourceArn", rule.getAttrArn())));
        allow(
                "cloudwatch.amazonaws.com",
                Map.of(
                        "StringEquals",
                        Map.of("aws:SourceAccount", Stack.of(this).getAccount())));
    }

    private void allow(String service, Map<String, Object> conditions) {
        topic.addToResourcePolicy(PolicyStatement.Builder.create()
                .principals(List.of(new ServicePrincipal(service)))
                .actions(List.of("sns:Publish"))
                .resources(List.of(topic.getTopicArn()))
                .conditions(conditions)
                .build());
    }

    Topic topic() {
        return topic;
    }

    /** Failures that the topic did not take. */
    DeadLetterQueue untold() {
        return untold;
    }
}
