package io.quadrille.aws.arrival;

import io.quadrille.aws.AwsFailures;
import io.quadrille.aws.s3.S3Arrival;
import io.quadrille.aws.s3.S3Notifications;
import io.quadrille.aws.sqs.QueueUrls;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Tells a deployment's arrival queue of objects, as S3 does through EventBridge. Thread safe. */
final class ArrivalQueue implements Consumer<S3Arrival> {
    private final SqsClient sqs;
    private final String queue;
    private final QueueUrls urls;

    /** @param queue its name */
    ArrivalQueue(SqsClient sqs, String queue) {
        this.sqs = sqs;
        this.queue = queue;
        this.urls = new QueueUrls(() -> sqs);
    }

    @Override
    public void accept(S3Arrival arrival) {
        String url = urls.require(queue);
        try {
            sqs.sendMessage(request -> request.queueUrl(url).messageBody(S3Notifications.write(arrival)));
        } catch (SdkException e) {
            throw AwsFailures.of(
                    "Telling queue '" + queue + "' of an object",
                    e,
                    "This role needs sqs:SendMessage on it (and kms:GenerateDataKey on its key).");
        }
    }
}
