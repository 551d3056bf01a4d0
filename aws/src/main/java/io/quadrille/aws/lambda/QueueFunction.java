package io.quadrille.aws.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.quadrille.aws.AwsFailures;
import io.quadrille.aws.sqs.BackOffs;
import io.quadrille.aws.sqs.DeadLetterQueue;
import io.quadrille.aws.sqs.QueueUrls;
import io.quadrille.aws.stage.Entry;
import io.quadrille.aws.telemetry.LogMarks;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.UnreadableEvent;
import io.quadrille.handlers.engine.BackOff;
import io.quadrille.handlers.engine.RunLog;
import io.quadrille.handlers.engine.Unspoken;
import io.quadrille.handlers.ports.Delivery.Dead;
import io.quadrille.handlers.ports.Delivery.Disposition;
import io.quadrille.handlers.ports.Delivery.Retry;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * A Lambda function that a queue feeds, with partial batch responses. What it is done with it does not name, and Lambda
 * deletes it; what is to be tried again it hides in the queue and names as failed; what will never succeed it moves to
 * the dead-letter queue. Where anything of that cannot be said to SQS, the message is named as failed: it comes back.
 * Thread safe.
 */
abstract class QueueFunction implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(QueueFunction.class);

    private final Entry entry;
    private final Supplier<SqsClient> sqs;
    private final QueueUrls urls;
    private final BackOff backOff = BackOff.deployed(new SecureRandom());

    QueueFunction(Entry entry) {
        this.entry = entry;
        this.sqs = () -> entry.pipeline().clients().sqs();
        this.urls = new QueueUrls(sqs);
    }

    /**
     * Handles a batch.
     *
     * @param context knows how much time is left
     * @return one disposition per message, in order
     */
    abstract List<Disposition> handle(List<SQSMessage> messages, Context context);

    @Override
    public final SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        LogMarks.set(entry.pipeline().deployment(), entry.name(), context.getAwsRequestId());
        try {
            List<SQSMessage> messages = event.getRecords() == null ? List.of() : event.getRecords();
            return settle(messages, dispositions(messages, context));
        } finally {
            entry.metrics().flush();
            LogMarks.clear();
        }
    }

    /** All at once; where that throws, one by one, so that a message that throws costs only itself. */
    private List<Disposition> dispositions(List<SQSMessage> messages, Context context) {
        try {
            return handle(messages, context);
        } catch (RuntimeException | Error e) {
            LOG.debug("handling one by one", Unspoken.of(e));
            return messages.stream()
                    .map(message -> guarded(
                            message, () -> handle(List.of(message), context).get(0)))
                    .toList();
        }
    }

    /** What becomes of one message; tried again if that throws. */
    final Disposition guarded(SQSMessage message, Supplier<Disposition> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            LOG.error("message {} failed", message.getMessageId(), Unspoken.of(e));
            return new Retry(
                    backOff.after(SqsDeliveries.of(message).receives()),
                    entry.name() + " failed with " + Unspoken.name(e));
        }
    }

    private SQSBatchResponse settle(List<SQSMessage> messages, List<Disposition> dispositions) {
        List<BatchItemFailure> failures = new ArrayList<>();
        Map<String, Map<String, Duration>> again = new LinkedHashMap<>();
        for (int i = 0; i < messages.size(); i++) {
            SQSMessage message = messages.get(i);
            if (dispositions.get(i) instanceof Retry retry) {
                tell(message, "tried again in " + retry.backOff(), retry.reason());
                failures.add(new BatchItemFailure(message.getMessageId()));
                again.computeIfAbsent(SqsDeliveries.queue(message), queue -> new LinkedHashMap<>())
                        .put(message.getReceiptHandle(), retry.backOff());
            } else if (dispositions.get(i) instanceof Dead dead) {
                tell(message, "a dead letter", dead.reason());
                if (!buried(message, dead.reason())) {
                    failures.add(new BatchItemFailure(message.getMessageId()));
                }
            }
        }
        again.forEach(this::hide);
        return new SQSBatchResponse(failures);
    }

    private void hide(String queue, Map<String, Duration> byReceipt) {
        try {
            BackOffs.hide(sqs.get(), urls.require(queue), byReceipt);
        } catch (SdkException e) {
            LOG.warn(
                    "queue '{}': {} messages come back when their visibility ends: {}",
                    queue,
                    byReceipt.size(),
                    Unspoken.name(AwsFailures.of(
                            "Changing their visibility", e, "This role needs sqs:ChangeMessageVisibility on it.")));
        } catch (RuntimeException e) {
            LOG.warn("queue '{}': its messages come back when their visibility ends", queue, Unspoken.of(e));
        }
    }

    private boolean buried(SQSMessage message, String reason) {
        String queue = entry.pipeline().deployment().deadLetterQueue(entry.name());
        try {
            new DeadLetterQueue(sqs.get(), urls.require(queue))
                    .bury(message.getBody(), reason, SqsDeliveries.of(message).receives());
            return true;
        } catch (SdkException e) {
            LOG.error(
                    "message {} stays in its queue: {}",
                    message.getMessageId(),
                    Unspoken.name(AwsFailures.of(
                            "Sending it to queue '" + queue + "'",
                            e,
                            "This role needs sqs:SendMessage on that queue (and kms:GenerateDataKey on its key).")));
        } catch (RuntimeException e) {
            LOG.error("message {} stays in its queue", message.getMessageId(), Unspoken.of(e));
        }
        return false;
    }

    private static void tell(SQSMessage message, String becomes, String reason) {
        try {
            RunLog.enter(EventBridgeJson.read(SqsDeliveries.of(message).body()).run());
        } catch (UnreadableEvent e) {
            LOG.debug("message {} names no run", message.getMessageId());
        }
        LOG.warn("message {} is {}: {}", message.getMessageId(), becomes, reason);
        RunLog.leave();
    }
}
