package io.quadrille.infra;

import io.quadrille.events.deployment.EnvelopeTransformer;
import io.quadrille.events.pipeline.Rule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.events.CfnRule;
import software.constructs.Construct;

/** A rule that feeds a queue. What EventBridge cannot deliver within a day goes to the queue's own dead letters. */
final class QueueRule extends Construct {

    private QueueRule(
            Construct scope, String id, @Nullable String bus, Rule rule, Map<String, Object> pattern, BufferQueue to) {
        super(scope, id);
        CfnRule.TargetProperty.Builder target = CfnRule.TargetProperty.builder()
                .id(rule.target())
                .arn(to.arn())
                .deadLetterConfig(CfnRule.DeadLetterConfigProperty.builder()
                        .arn(to.undelivered().arn())
                        .build());
        EnvelopeTransformer.of(rule)
                .ifPresent(transformer -> target.inputTransformer(CfnRule.InputTransformerProperty.builder()
                        .inputPathsMap(transformer.inputPaths())
                        .inputTemplate(transformer.template())
                        .build()));
        CfnRule made = CfnRule.Builder.create(this, "Rule")
                .name(rule.name())
                .eventBusName(bus)
                .eventPattern(pattern)
                .targets(List.of(target.build()))
                .build();
        DeadLetterQueue.sendingFrom(to.queue(), made.getAttrArn());
        to.undelivered().receiveFrom(made.getAttrArn());
    }

    /** A rule of the pipeline, on its bus, with its pattern verbatim. */
    static void onBus(Construct scope, Ground ground, Rule rule, BufferQueue to) {
        String bus = ground.blueprint().deployment().bus();
        QueueRule made = new QueueRule(scope, "Rule-" + rule.name(), bus, rule, Json.map(rule.pattern()), to);
        ground.bus().before(made);
    }

    /** A rule on the account's default bus, where AWS services tell what they did. */
    static void onDefaultBus(Construct scope, String name, Map<String, Object> pattern, BufferQueue to) {
        new QueueRule(scope, "Rule", null, new Rule(name, "", to.target()), pattern, to);
    }
}
