package io.quadrille.aws.sqs;

import io.quadrille.aws.AwsFailures;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The URLs of queues by their names, each asked for once. Thread safe. */
public final class QueueUrls {
    private final Supplier<SqsClient> sqs;
    private final Map<String, String> urls = new ConcurrentHashMap<>();

    public QueueUrls(Supplier<SqsClient> sqs) {
        this.sqs = sqs;
    }

    /**
     * The URL of a queue in this account and region.
     *
     * @throws io.quadrille.aws.NotSetUp if there is no such queue, or it may not be asked for
     * @throws io.quadrille.handlers.ports.RetryableFailure if SQS does not answer
     */
    public String require(String name) {
        String known = urls.get(name);
        if (known != null) {
            return known;
        }
        try {
            String url =
                    sqs.get().getQueueUrl(request -> request.queueName(name)).queueUrl();
            urls.put(name, url);
            return url;
        } catch (SdkException e) {
            throw AwsFailures.of(
                    "Looking for queue '" + name + "'",
                    e,
                    "The queue must exist in this account and region, and this role needs sqs:GetQueueUrl on it.");
        }
    }
}
