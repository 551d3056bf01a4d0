package io.quadrille.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Alias;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/**
 * The one KMS key of a deployment: it encrypts queues, bus, archive, buckets, tables, topic and logs, and wraps the runs'
 * data keys. In sizes that keep nothing it is scheduled for deletion with the stack, which can be cancelled for 30 days.
 */
final class DeploymentKey extends Construct {
    private final Key key;
    private final Stack stack = Stack.of(this);

    DeploymentKey(Construct scope, Blueprint blueprint) {
        super(scope, "Key");
        String deployment = blueprint.deployment().name();
        key = Key.Builder.create(this, "Key")
                .description("Everything of Quadrille's deployment " + deployment)
                .enableKeyRotation(true)
                .pendingWindow(Duration.days(30))
                .removalPolicy(blueprint.size().removal())
                .build();
        Alias.Builder.create(this, "Alias")
                .aliasName(blueprint.deployment().keyAlias())
                .targetKey(key)
                .build();
        allowEventBridge();
        allowLogs();
        allowAlarms();
    }

    Key key() {
        return key;
    }

    /** Data keys are made and opened with it: the pipeline's own, and those of S3, SQS and DynamoDB in the role's name. */
    void grantUse(EntryRole role) {
        role.allow(List.of("kms:Decrypt", "kms:GenerateDataKey"), key.getKeyArn());
    }

    /** What S3 and DynamoDB encrypted is opened with it in the role's name. */
    void grantOpen(EntryRole role) {
        role.allow(List.of("kms:Decrypt"), key.getKeyArn());
    }

    /** To send to encrypted queues and topics, and to encrypt bus and archive (EventBridge user guide, "Key policy"). */
    private void allowEventBridge() {
        statement(
                "events.amazonaws.com", List.of("kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"), ownAccount());
        statement("events.amazonaws.com", List.of("kms:ReEncryptFrom", "kms:ReEncryptTo"), ownAccount());
    }

    private void allowLogs() {
        statement(
                "logs." + stack.getRegion() + ".amazonaws.com",
                List.of(
                        "kms:Encrypt",
                        "kms:Decrypt",
                        "kms:ReEncryptFrom",
                        "kms:ReEncryptTo",
                        "kms:GenerateDataKey",
                        "kms:DescribeKey"),
                Map.of(
                        "ArnLike",
                        Map.of(
                                "kms:EncryptionContext:aws:logs:arn",
                                "arn:%s:logs:%s:%s:log-group:*"
                                        .formatted(stack.getPartition(), stack.getRegion(), stack.getAccount()))));
        // The bus's log is written by another service, which opens what the bus encrypted.
        statement("delivery.logs.amazonaws.com", List.of("kms:Decrypt", "kms:GenerateDataKey"), ownAccount());
    }

    private void allowAlarms() {
        statement("cloudwatch.amazonaws.com", List.of("kms:Decrypt", "kms:GenerateDataKey"), ownAccount());
    }

    private Map<String, Object> ownAccount() {
        return Map.of("StringEquals", Map.of("aws:SourceAccount", stack.getAccount()));
    }

    private void statement(String service, List<String> actions, Map<String, Object> conditions) {
        key.addToResourcePolicy(PolicyStatement.Builder.create()
                .principals(List.of(new ServicePrincipal(service)))
                .actions(new ArrayList<>(actions))
                .resources(List.of("*"))
                .conditions(conditions)
                .build());
    }
}
