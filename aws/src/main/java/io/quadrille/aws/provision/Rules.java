package io.quadrille.aws.provision;

import io.quadrille.aws.NotSetUp;
import io.quadrille.events.deployment.EnvelopeTransformer;
import io.quadrille.events.pipeline.Rule;
import java.util.Optional;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeEventBusResponse;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.PutTargetsResponse;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** Buses, and their rules with one queue each. */
final class Rules {
    /** The bus of an account that AWS's own services speak on. */
    static final String DEFAULT_BUS = "default";

    private final EventBridgeClient eventBridge;
    private final Making making;

    Rules(EventBridgeClient eventBridge, Making making) {
        this.eventBridge = eventBridge;
        this.making = making;
    }

    /** The bus's ARN. */
    String bus(String name) {
        String resource = "event bus '" + name + "'";
        String permissions = "events:DescribeEventBus and events:CreateEventBus";
        return making.find(resource, permissions, () -> eventBridge.describeEventBus(request -> request.name(name)))
                .map(DescribeEventBusResponse::arn)
                .orElseGet(() -> {
                    making.tell("event bus " + name);
                    return making.call(resource, permissions, () -> eventBridge
                            .createEventBus(request -> request.name(name))
                            .eventBusArn());
                });
    }

    /** A rule's ARN, before it is made too. */
    static String arn(String busArn, String bus, String rule) {
        String prefix = busArn.substring(0, busArn.lastIndexOf(":event-bus/"));
        return prefix + ":rule/" + (bus.equals(DEFAULT_BUS) ? "" : bus + "/") + rule;
    }

    /** Makes the rule, or makes it what it is to be. */
    void make(String bus, Rule rule, Queues.Made queues) {
        String resource = "rule '" + rule.name() + "' of event bus '" + bus + "'";
        String permissions = "events:DescribeRule, events:PutRule and events:PutTargets";
        Optional<DescribeRuleResponse> found = making.find(
                resource,
                permissions,
                () -> eventBridge.describeRule(
                        request -> request.name(rule.name()).eventBusName(bus)));
        if (found.isEmpty()) {
            making.tell("rule " + rule.name());
        }
        making.call(
                resource,
                permissions,
                () -> eventBridge.putRule(
                        request -> request.name(rule.name()).eventBusName(bus).eventPattern(rule.pattern())));
        PutTargetsResponse put = making.call(
                resource,
                permissions,
                () -> eventBridge.putTargets(
                        request -> request.rule(rule.name()).eventBusName(bus).targets(target(rule, queues))));
        if (put.failedEntryCount() != null && put.failedEntryCount() > 0) {
            throw new NotSetUp("Setting up " + resource + ": its queue " + queues.queueArn()
                    + " was refused as a target (" + put.failedEntries().get(0).errorCode()
                    + "). Give the same command again.");
        }
    }

    private static Target target(Rule rule, Queues.Made queues) {
        Target.Builder target = Target.builder()
                .id(rule.target())
                .arn(queues.queueArn())
                .deadLetterConfig(dead -> dead.arn(queues.ruleDeadLetterArn()));
        EnvelopeTransformer.of(rule)
                .ifPresent(transformer -> target.inputTransformer(
                        input -> input.inputPathsMap(transformer.inputPaths()).inputTemplate(transformer.template())));
        return target.build();
    }
}
