package io.quadrille.infra;

import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.pipeline.StepSettings;
import java.time.Duration;
import java.util.List;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * The queue before a step, the observer or the arrivals, with the two that take what fails: one for deliveries that ran
 * out, one for events that EventBridge could not deliver at all.
 */
final class BufferQueue extends Construct {
    private final String target;
    private final Queue queue;
    private final DeadLetterQueue deadLetters;
    private final DeadLetterQueue undelivered;

    /**
     * @param target as in {@link Deployment#queue}
     * @param visibility how long a batch stays hidden while it is handled
     */
    BufferQueue(Construct scope, DeploymentKey key, Blueprint blueprint, String target, Duration visibility) {
        super(scope, "Queue");
        this.target = target;
        Deployment deployment = blueprint.deployment();
        Size size = blueprint.size();
        deadLetters = new DeadLetterQueue(this, "DeadLetters", key, deployment.deadLetterQueue(target), size);
        undelivered = new DeadLetterQueue(this, "Undelivered", key, deployment.ruleDeadLetterQueue(target), size);
        queue = Queue.Builder.create(this, "Queue")
                .queueName(deployment.queue(target))
                .encryption(QueueEncryption.KMS)
                .encryptionMasterKey(key.key())
                .enforceSsl(true)
                .retentionPeriod(software.amazon.awscdk.Duration.days(
                        size.retention().queue().toDays()))
                .visibilityTimeout(software.amazon.awscdk.Duration.seconds(visibility.toSeconds()))
                .deadLetterQueue(software.amazon.awscdk.services.sqs.DeadLetterQueue.builder()
                        .queue(deadLetters.queue())
                        .maxReceiveCount(StepSettings.MAX_RECEIVES)
                        .build())
                .build();
    }

    String target() {
        return target;
    }

    Queue queue() {
        return queue;
    }

    String arn() {
        return queue.getQueueArn();
    }

    /** What ran out of deliveries. */
    DeadLetterQueue deadLetters() {
        return deadLetters;
    }

    /** What never came to the queue. */
    DeadLetterQueue undelivered() {
        return undelivered;
    }

    /** To send a message, found by the queue's name. */
    void grantSend(EntryRole role) {
        grantSend(role, queue);
    }

    /** As a function: those that will never succeed go to the dead letters at once. */
    void grantConsume(EntryRole role) {
        grantConsume(role, queue);
        grantSend(role, deadLetters.queue());
    }

    /** As a process that polls by itself. */
    void grantPoll(EntryRole role) {
        grantPoll(role, queue);
        grantSend(role, deadLetters.queue());
    }

    private static void grantSend(EntryRole role, Queue queue) {
        role.allow(List.of("sqs:SendMessage", "sqs:GetQueueUrl"), queue.getQueueArn());
    }

    /** As a function, for which Lambda polls: it asks for the queue's attributes too. */
    static void grantConsume(EntryRole role, Queue queue) {
        grantPoll(role, queue);
        role.allow(List.of("sqs:GetQueueAttributes"), queue.getQueueArn());
    }

    private static void grantPoll(EntryRole role, Queue queue) {
        role.allow(
                List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueUrl"),
                queue.getQueueArn());
    }
}
