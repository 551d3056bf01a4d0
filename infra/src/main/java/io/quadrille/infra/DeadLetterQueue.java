package io.quadrille.infra;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** Keeps, as long as SQS can, what a queue, a rule or the bus gave up. */
final class DeadLetterQueue extends Construct {
    private final Queue queue;

    /** @param name null for one that nobody looks up by name */
    DeadLetterQueue(Construct scope, String id, DeploymentKey key, @Nullable String name, Size size) {
        super(scope, id);
        queue = Queue.Builder.create(this, "Queue")
                .queueName(name)
                .encryption(QueueEncryption.KMS)
                .encryptionMasterKey(key.key())
                .enforceSsl(true)
                .retentionPeriod(
                        Duration.days(size.retention().deadLetterQueue().toDays()))
                .visibilityTimeout(Duration.seconds(DeadLetterFunction.VISIBILITY.toSeconds()))
                .build();
        Findings.accept(queue, "AwsSolutions-SQS3", "It is a dead-letter queue: nothing comes after it but an alarm.");
    }

    Queue queue() {
        return queue;
    }

    String arn() {
        return queue.getQueueArn();
    }

    /** @param source the rule or bus whose failures it takes */
    void receiveFrom(String source) {
        sendingFrom(queue, source);
    }

    /** Lets EventBridge send to a queue on behalf of one rule or bus. */
    static void sendingFrom(Queue queue, String source) {
        queue.addToResourcePolicy(PolicyStatement.Builder.create()
                .principals(List.of(new ServicePrincipal("events.amazonaws.com")))
                .actions(List.of("sqs:SendMessage"))
                .resources(List.of(queue.getQueueArn()))
                .conditions(Map.of("ArnEquals", Map.of("aws:SourceArn", source)))
                .build());
    }
}
