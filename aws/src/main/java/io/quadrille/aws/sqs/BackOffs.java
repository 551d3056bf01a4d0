package io.quadrille.aws.sqs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;

/** Keeps messages hidden in their queue until they are to be delivered again. */
public final class BackOffs {
    /** The most entries of one call (Amazon SQS API reference). */
    private static final int MOST_ENTRIES = 10;

    private BackOffs() {}

    /**
     * Hides each message for its back-off, at most {@link SqsQueue#LONGEST_VISIBILITY}. One that SQS refuses comes back
     * when its visibility ends.
     *
     * @param byReceipt the back-offs by the messages' receipt handles
     * @throws software.amazon.awssdk.core.exception.SdkException if SQS does not answer
     */
    public static void hide(SqsClient sqs, String url, Map<String, Duration> byReceipt) {
        List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>(byReceipt.size());
        byReceipt.forEach((receipt, backOff) -> entries.add(ChangeMessageVisibilityBatchRequestEntry.builder()
                .id(Integer.toString(entries.size()))
                .receiptHandle(receipt)
                .visibilityTimeout(wholeSeconds(backOff))
                .build()));
        for (int from = 0; from < entries.size(); from += MOST_ENTRIES) {
            List<ChangeMessageVisibilityBatchRequestEntry> some =
                    entries.subList(from, Math.min(entries.size(), from + MOST_ENTRIES));
            sqs.changeMessageVisibilityBatch(request -> request.queueUrl(url).entries(some));
        }
    }

    /** Up, so that no message comes back early. */
    private static int wholeSeconds(Duration backOff) {
        Duration shown = backOff.compareTo(SqsQueue.LONGEST_VISIBILITY) > 0 ? SqsQueue.LONGEST_VISIBILITY : backOff;
        return (int) shown.plusMillis(999).toSeconds();
    }
}
