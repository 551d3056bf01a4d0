package io.quadrille.infra;

import io.quadrille.events.deployment.Deployment;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.events.CfnEventBus;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.CfnDelivery;
import software.amazon.awscdk.services.logs.CfnDeliveryDestination;
import software.amazon.awscdk.services.logs.CfnDeliverySource;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.ResourcePolicy;
import software.constructs.Construct;

/** What the bus did with events, in CloudWatch Logs: errors, and outside prod the rest too. Never an event's detail. */
final class BusLog extends Construct {
    BusLog(Construct scope, DeploymentKey key, Blueprint blueprint, CfnEventBus bus) {
        super(scope, "Log");
        Deployment deployment = blueprint.deployment();
        LogGroup group = LogGroup.Builder.create(this, "Group")
                .logGroupName("/aws/vendedlogs/events/event-bus/" + deployment.bus()) // where such logs are expected
                .encryptionKey(key.key())
                .retention(blueprint.size().logs())
                .removalPolicy(blueprint.size().removal())
                .build();
        ResourcePolicy policy = ResourcePolicy.Builder.create(this, "Policy")
                .policyStatements(List.of(delivering(group)))
                .build();
        CfnDeliveryDestination destination = CfnDeliveryDestination.Builder.create(this, "Destination")
                .name(deployment.bus())
                .destinationResourceArn(group.getLogGroupArn())
                .build();
        destination.getNode().addDependency(policy);
        boolean errorsOnly = blueprint.size().care().errorsOnly();
        @Nullable CfnDelivery before = null;
        for (String type : errorsOnly ? List.of("ERROR") : List.of("ERROR", "INFO")) {
            CfnDelivery delivery = delivery(type, deployment, bus, destination);
            if (before != null) {
                delivery.addResourceDependency(before); // deliveries to one destination are made one after the other
            }
            before = delivery;
        }
    }

    private CfnDelivery delivery(
            String type, Deployment deployment, CfnEventBus bus, CfnDeliveryDestination destination) {
        CfnDeliverySource source = CfnDeliverySource.Builder.create(this, type + "-Source")
                .name(deployment.bus() + "-" + type)
                .logType(type + "_LOGS")
                .resourceArn(bus.getAttrArn())
                .build();
        CfnDelivery delivery = CfnDelivery.Builder.create(this, type)
                .deliverySourceName(source.getName())
                .deliveryDestinationArn(destination.getAttrArn())
                .build();
        delivery.addResourceDependency(source);
        return delivery;
    }

    private PolicyStatement delivering(LogGroup group) {
        return PolicyStatement.Builder.create()
                .principals(List.of(new ServicePrincipal("delivery.logs.amazonaws.com")))
                .actions(List.of("logs:CreateLogStream", "logs:PutLogEvents"))
                .resources(List.of(group.getLogGroupArn()))
                .conditions(Map.of(
                        "StringEquals",
                        Map.of("aws:SourceAccount", Stack.of(this).getAccount())))
                .build();
    }
}
