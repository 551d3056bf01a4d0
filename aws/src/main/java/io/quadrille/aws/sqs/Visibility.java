package io.quadrille.aws.sqs;

import io.quadrille.handlers.ports.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Keeps a batch hidden from other consumers while it is handled: at half of the visibility it is extended to the whole.
 * Once closed it says no more to SQS, so that it never undoes a back-off.
 */
final class Visibility {
    private final SqsClient sqs;
    private final SqsQueue queue;
    private final Scheduler scheduler;
    private final Duration half;
    private final List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
    private Scheduler.Cancellable next;
    private boolean closed;

    Visibility(SqsClient sqs, SqsQueue queue, Scheduler scheduler, List<Message> messages) {
        this.sqs = sqs;
        this.queue = queue;
        this.scheduler = scheduler;
        this.half = queue.visibility().dividedBy(2);
        for (Message message : messages) {
            entries.add(ChangeMessageVisibilityBatchRequestEntry.builder()
                    .id(Integer.toString(entries.size()))
                    .receiptHandle(message.receiptHandle())
                    .visibilityTimeout((int) queue.visibility().toSeconds())
                    .build());
        }
        synchronized (this) { // so that the first extension finds what it replaces
            this.next = scheduler.schedule(half, this::extend);
        }
    }

    private synchronized void extend() {
        if (closed) {
            return;
        }
        next = scheduler.schedule(half, this::extend);
        try {
            sqs.changeMessageVisibilityBatch(
                    request -> request.queueUrl(queue.url()).entries(entries));
        } catch (SdkException e) {
            return; // The next one may succeed; if none does, the batch is delivered again, as at any crash.
        }
    }

    synchronized void close() {
        closed = true;
        next.cancel();
    }
}
