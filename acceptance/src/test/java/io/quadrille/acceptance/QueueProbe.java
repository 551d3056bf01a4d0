package io.quadrille.acceptance;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** A queue of an endpoint, looked into and meddled with. */
final class QueueProbe {
    private static final int BATCH = 10;

    private final SqsClient sqs;
    private final String url;

    QueueProbe(SqsClient sqs, String name) {
        this.sqs = sqs;
        this.url = sqs.getQueueUrl(request -> request.queueName(name)).queueUrl();
    }

    /** Takes out so many messages, waiting for them. */
    List<Message> take(int count) {
        List<Message> taken = new ArrayList<>();
        while (taken.size() < count) {
            int wanted = Math.min(BATCH, count - taken.size());
            ReceiveMessageResponse received = sqs.receiveMessage(
                    request -> request.queueUrl(url).maxNumberOfMessages(wanted).waitTimeSeconds(20));
            if (!received.hasMessages()) {
                throw new AssertionError("queue " + url + " has " + taken.size() + " messages, expected " + count);
            }
            received.messages()
                    .forEach(message ->
                            sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle())));
            taken.addAll(received.messages());
        }
        return taken;
    }

    /** What is in it now, with everything that is said about each; hidden from others for a minute. */
    List<Message> see() {
        List<Message> seen = new ArrayList<>();
        ReceiveMessageResponse received;
        do {
            received = sqs.receiveMessage(request -> request.queueUrl(url)
                    .maxNumberOfMessages(BATCH)
                    .visibilityTimeout(60)
                    .messageAttributeNames("All"));
            seen.addAll(received.messages());
        } while (received.hasMessages());
        return seen;
    }

    void send(String body) {
        sqs.sendMessage(request -> request.queueUrl(url).messageBody(body));
    }
}
