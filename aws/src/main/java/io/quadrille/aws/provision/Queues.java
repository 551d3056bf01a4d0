package io.quadrille.aws.provision;

import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.deployment.Retention;
import io.quadrille.events.pipeline.StepSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Each target's three queues: its own, the dead letters of its deliveries, and those of its rules. */
final class Queues {
    private final SqsClient sqs;
    private final Deployment deployment;
    private final Retention retention;
    private final Making making;

    /** The ARNs of a target's queue and of what its rules could not deliver. */
    record Made(String queueArn, String ruleDeadLetterArn) {}

    Queues(SqsClient sqs, Deployment deployment, Retention retention, Making making) {
        this.sqs = sqs;
        this.deployment = deployment;
        this.retention = retention;
        this.making = making;
    }

    /** @param ruleArns the rules that may send to it */
    Made make(String target, Duration visibility, List<String> ruleArns) {
        Duration kept = retention.deadLetterQueue();
        String dead = make(deployment.deadLetterQueue(target), Map.of(), kept);
        String undelivered = make(
                deployment.ruleDeadLetterQueue(target),
                arn -> Map.of(QueueAttributeName.POLICY, policy(arn, ruleArns)),
                kept);
        String queue = make(
                deployment.queue(target),
                arn -> Map.of(
                        QueueAttributeName.VISIBILITY_TIMEOUT, Long.toString(visibility.toSeconds()),
                        QueueAttributeName.REDRIVE_POLICY, redrive(dead),
                        QueueAttributeName.POLICY, policy(arn, ruleArns)),
                retention.queue());
        return new Made(queue, undelivered);
    }

    /** What a queue's attributes are, for some name its ARN. */
    private interface Attributes {
        Map<QueueAttributeName, String> of(String arn);
    }

    private String make(String name, Map<QueueAttributeName, String> attributes, Duration kept) {
        return make(name, arn -> attributes, kept);
    }

    private String make(String name, Attributes attributes, Duration kept) {
        String resource = "queue '" + name + "'";
        String permissions = "sqs:GetQueueUrl, sqs:CreateQueue, sqs:GetQueueAttributes and sqs:SetQueueAttributes";
        String url = making.find(resource, permissions, () -> sqs.getQueueUrl(request -> request.queueName(name))
                        .queueUrl())
                .orElseGet(() -> {
                    making.tell("queue " + name);
                    return making.call(resource, permissions, () -> sqs.createQueue(request -> request.queueName(name))
                            .queueUrl());
                });
        Map<QueueAttributeName, String> found = making.call(resource, permissions, () -> sqs.getQueueAttributes(
                        request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes());
        String arn = found.get(QueueAttributeName.QUEUE_ARN);
        Map<QueueAttributeName, String> wanted = new HashMap<>(attributes.of(arn));
        wanted.put(QueueAttributeName.MESSAGE_RETENTION_PERIOD, Long.toString(kept.toSeconds()));
        if (!found.entrySet().containsAll(wanted.entrySet())) {
            making.call(
                    resource,
                    permissions,
                    () -> sqs.setQueueAttributes(
                            request -> request.queueUrl(url).attributes(wanted)));
        }
        return arn;
    }

    private static String redrive(String deadLetterArn) {
        return "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%d}"
                .formatted(deadLetterArn, StepSettings.MAX_RECEIVES);
    }

    /** EventBridge may send what these rules select, and nobody else is let in by it. */
    private static String policy(String queueArn, List<String> ruleArns) {
        String rules = ruleArns.stream().map(arn -> "\"" + arn + "\"").collect(Collectors.joining(","));
        return """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
                "Principal":{"Service":"events.amazonaws.com"},"Action":"sqs:SendMessage",\
                "Resource":"%s","Condition":{"ArnEquals":{"aws:SourceArn":[%s]}}}]}"""
                .formatted(queueArn, rules);
    }
}
