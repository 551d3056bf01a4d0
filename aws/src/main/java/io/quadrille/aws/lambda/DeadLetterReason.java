package io.quadrille.aws.lambda;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.quadrille.aws.sqs.DeadLetterQueue;

/**
 * Why a message is a dead letter, without values. Three say so, each in its way: a consumer of ours by an attribute, an
 * EventBridge rule by its own attributes ("Using dead-letter queues to process undelivered events" in the EventBridge
 * user guide), and SQS by having moved it.
 */
final class DeadLetterReason {
    private DeadLetterReason() {}

    static String of(SQSMessage message) {
        return SqsDeliveries.findAttribute(message, DeadLetterQueue.REASON)
                .or(() -> SqsDeliveries.findAttribute(message, "ERROR_CODE").map(code -> ofRule(message, code)))
                .orElse("its queue gave it up: it was delivered as often as the queue allows and never acknowledged,"
                        + " as when each time its consumer ran out of time or memory");
    }

    /** Without ERROR_MESSAGE, which is the text of whatever refused the event. */
    private static String ofRule(SQSMessage message, String code) {
        return "EventBridge could not deliver it: " + code + " after "
                + SqsDeliveries.findAttribute(message, "RETRY_ATTEMPTS").orElse("an unknown number of")
                + " retries"
                + SqsDeliveries.findAttribute(message, "EXHAUSTED_RETRY_CONDITION")
                        .map(condition -> " (" + condition + ")")
                        .orElse("");
    }
}
