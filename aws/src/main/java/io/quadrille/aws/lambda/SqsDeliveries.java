package io.quadrille.aws.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.quadrille.aws.sqs.DeadLetterQueue;
import io.quadrille.handlers.ports.Delivery;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** SQS messages as Lambda hands them over, read. */
final class SqsDeliveries {
    private SqsDeliveries() {}

    static Delivery of(SQSMessage message) {
        Map<String, String> attributes = message.getAttributes();
        return new Delivery(
                message.getBody().getBytes(UTF_8),
                Integer.parseInt(attributes.get("ApproximateReceiveCount")),
                Instant.ofEpochMilli(Long.parseLong(attributes.get("SentTimestamp"))));
    }

    /** A dead letter, with the deliveries it had before it was one, where it says so. */
    static Delivery ofDeadLetter(SQSMessage message) {
        Delivery letter = of(message);
        int receives = findAttribute(message, DeadLetterQueue.RECEIVES)
                .map(Integer::parseInt)
                .orElse(letter.receives());
        return new Delivery(letter.body(), receives, letter.sentAt());
    }

    static Optional<String> findAttribute(SQSMessage message, String name) {
        return Optional.ofNullable(message.getMessageAttributes())
                .map(attributes -> attributes.get(name))
                .map(attribute -> attribute.getStringValue());
    }

    /** The name of the queue it came from. */
    static String queue(SQSMessage message) {
        String arn = message.getEventSourceArn();
        return arn.substring(arn.lastIndexOf(':') + 1);
    }
}
