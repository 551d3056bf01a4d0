package io.quadrille.infra;

import io.quadrille.events.deployment.Deployment;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.events.CfnArchive;
import software.amazon.awscdk.services.events.CfnEventBus;
import software.constructs.Construct;

/**
 * The dedicated bus of a deployment, with its archive. Events that it can neither encrypt nor open, as its key is away,
 * go to a queue of its own.
 */
final class PipelineBus extends Construct {
    private final CfnEventBus bus;
    private final DeadLetterQueue unencrypted;

    PipelineBus(Construct scope, DeploymentKey key, Blueprint blueprint) {
        super(scope, "Bus");
        Deployment deployment = blueprint.deployment();
        unencrypted = new DeadLetterQueue(this, "Unencrypted", key, null, blueprint.size());
        boolean errorsOnly = blueprint.size().care().errorsOnly();
        bus = CfnEventBus.Builder.create(this, "Bus")
                .name(deployment.bus())
                .kmsKeyIdentifier(key.key().getKeyArn())
                .deadLetterConfig(CfnEventBus.DeadLetterConfigProperty.builder()
                        .arn(unencrypted.arn())
                        .build())
                .logConfig(CfnEventBus.LogConfigProperty.builder()
                        .level(errorsOnly ? "ERROR" : "INFO")
                        .includeDetail("NONE") // records are nobody's to read in a log
                        .build())
                .build();
        unencrypted.receiveFrom(bus.getAttrArn());
        CfnArchive.Builder.create(this, "Archive")
                .archiveName(deployment.archive())
                .description("What a replay of " + deployment + " is made of")
                .sourceArn(bus.getAttrArn())
                .eventPattern(Map.of("source", List.of(deployment.pipeline())))
                .retentionDays((int) blueprint.size().retention().archive().toDays())
                .kmsKeyIdentifier(key.key().getKeyArn())
                .build();
        new BusLog(this, key, blueprint, bus);
    }

    /** The queue of what the bus's key failed. */
    DeadLetterQueue unencrypted() {
        return unencrypted;
    }

    String arn() {
        return bus.getAttrArn();
    }

    /** Rules name the bus, and so have to wait for it. */
    void before(Construct rule) {
        rule.getNode().addDependency(bus);
    }

    /** PutEvents answers with success where there is no bus: entry points look for it first. */
    void grantPublish(EntryRole role) {
        role.allow(List.of("events:PutEvents", "events:DescribeEventBus"), arn());
    }
}
