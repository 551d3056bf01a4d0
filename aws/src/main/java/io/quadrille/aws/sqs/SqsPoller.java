package io.quadrille.aws.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quadrille.aws.AwsFailures;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.Delivery.Disposition;
import io.quadrille.handlers.ports.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Hands a queue's messages to its consumer and does with each what the consumer says. Thread safe: as many threads may
 * poll as messages are to be handled at a time.
 *
 * <p>Whatever cannot be said to SQS (a deletion that fails) leaves the message to be delivered again.
 */
public final class SqsPoller {
    /** The message attribute of a dead letter that says why it is one. */
    public static final String REASON = DeadLetterQueue.REASON;

    private final SqsClient sqs;
    private final SqsQueue queue;
    private final Function<List<Message>, List<Disposition>> consumer;
    private final Scheduler scheduler;
    private final DeadLetterQueue deadLetters;

    public SqsPoller(SqsClient sqs, SqsQueue queue, Delivery.Consumer consumer, Scheduler scheduler) {
        this(
                sqs,
                queue,
                scheduler,
                messages -> consumer.handle(
                        messages.stream().map(SqsPoller::delivery).toList()));
    }

    private SqsPoller(
            SqsClient sqs, SqsQueue queue, Scheduler scheduler, Function<List<Message>, List<Disposition>> consumer) {
        this.sqs = sqs;
        this.queue = queue;
        this.consumer = consumer;
        this.scheduler = scheduler;
        this.deadLetters = new DeadLetterQueue(sqs, queue.deadLetterUrl());
    }

    /** Polls a dead-letter queue. What its consumer returns as dead goes back to the queue's own dead-letter URL. */
    public static SqsPoller ofDeadLetters(
            SqsClient sqs, SqsQueue queue, DeadLetterConsumer consumer, Scheduler scheduler) {
        return new SqsPoller(sqs, queue, scheduler, messages -> messages.stream()
                .map(letter -> read(letter, consumer))
                .toList());
    }

    private static Disposition read(Message letter, DeadLetterConsumer consumer) {
        Map<String, MessageAttributeValue> attributes = letter.messageAttributes();
        Delivery delivery = delivery(letter);
        MessageAttributeValue receives = attributes.get(DeadLetterQueue.RECEIVES);
        MessageAttributeValue reason = attributes.get(DeadLetterQueue.REASON);
        return consumer.handle(
                new Delivery(
                        delivery.body(),
                        receives == null ? delivery.receives() : Integer.parseInt(receives.stringValue()),
                        delivery.sentAt()),
                reason == null ? "its queue gave it up" : reason.stringValue());
    }

    /** Takes dead letters one by one. Thread safe. */
    @FunctionalInterface
    public interface DeadLetterConsumer {
        /** @param reason why it is one, without values */
        Disposition handle(Delivery letter, String reason);
    }

    /**
     * Receives one batch and handles it.
     *
     * @return how many messages were handled; 0 if none came while it waited
     * @throws io.quadrille.handlers.ports.RetryableFailure if SQS does not answer
     * @throws io.quadrille.aws.NotSetUp if the queue is missing or may not be read
     */
    public int pollOnce() {
        try {
            List<Message> messages = receive();
            if (!messages.isEmpty()) {
                dispose(messages, handle(messages));
            }
            return messages.size();
        } catch (SdkException e) {
            throw AwsFailures.of(
                    "Polling queue " + queue.url(),
                    e,
                    "The queue and its dead-letter queue must exist, and this role needs sqs:ReceiveMessage,"
                            + " sqs:DeleteMessage and sqs:ChangeMessageVisibility on the first and sqs:SendMessage on"
                            + " the second (and kms:Decrypt and kms:GenerateDataKey on their key).");
        }
    }

    private List<Disposition> handle(List<Message> messages) {
        Visibility visibility = new Visibility(sqs, queue, scheduler, messages);
        try {
            return consumer.apply(messages);
        } finally {
            visibility.close();
        }
    }

    private List<Message> receive() {
        return sqs.receiveMessage(request -> request.queueUrl(queue.url())
                        .maxNumberOfMessages(queue.batch())
                        .waitTimeSeconds((int) queue.longPoll().toSeconds())
                        .visibilityTimeout((int) queue.visibility().toSeconds())
                        .messageAttributeNames(DeadLetterQueue.REASON, DeadLetterQueue.RECEIVES)
                        .messageSystemAttributeNames(
                                MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
                                MessageSystemAttributeName.SENT_TIMESTAMP))
                .messages();
    }

    private static Delivery delivery(Message message) {
        return new Delivery(
                message.body().getBytes(UTF_8),
                Integer.parseInt(message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT)),
                Instant.ofEpochMilli(
                        Long.parseLong(message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP))));
    }

    /** Dead letters last: where they cannot be buried, the others have been said. */
    private void dispose(List<Message> messages, List<Disposition> dispositions) {
        List<Message> done = new ArrayList<>();
        Map<String, Duration> again = new LinkedHashMap<>();
        for (int i = 0; i < messages.size(); i++) {
            if (dispositions.get(i) instanceof Delivery.Done) {
                done.add(messages.get(i));
            } else if (dispositions.get(i) instanceof Delivery.Retry retry) {
                again.put(messages.get(i).receiptHandle(), retry.backOff());
            }
        }
        delete(done);
        BackOffs.hide(sqs, queue.url(), again);
        for (int i = 0; i < messages.size(); i++) {
            if (dispositions.get(i) instanceof Delivery.Dead dead) {
                // There before it is deleted here: it may stand there twice, but is never lost.
                deadLetters.bury(
                        messages.get(i).body(),
                        dead.reason(),
                        delivery(messages.get(i)).receives());
                delete(List.of(messages.get(i)));
            }
        }
    }

    private void delete(List<Message> messages) {
        List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>(messages.size());
        for (Message message : messages) {
            entries.add(DeleteMessageBatchRequestEntry.builder()
                    .id(Integer.toString(entries.size()))
                    .receiptHandle(message.receiptHandle())
                    .build());
        }
        if (!entries.isEmpty()) {
            sqs.deleteMessageBatch(request -> request.queueUrl(queue.url()).entries(entries));
        }
    }
}
