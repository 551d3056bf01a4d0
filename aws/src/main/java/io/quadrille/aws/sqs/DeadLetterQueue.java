package io.quadrille.aws.sqs;

import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** The queue that takes what will never succeed. Thread safe. */
public final class DeadLetterQueue {
    /** The message attribute that says why it is a dead letter, without values. */
    public static final String REASON = "reason";
    /** The message attribute that says how often it was delivered: the queue it stands in counts anew. */
    public static final String RECEIVES = "receives";

    /** What SQS takes in an attribute ("SendMessage" in the Amazon SQS API reference). */
    private static final Pattern REFUSED =
            Pattern.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

    private final SqsClient sqs;
    private final String url;

    public DeadLetterQueue(SqsClient sqs, String url) {
        this.sqs = sqs;
        this.url = url;
    }

    /**
     * Sends the message, whole, with its reason; until then it is not to be deleted where it stood.
     *
     * @param receives how often it was delivered
     * @throws software.amazon.awssdk.core.exception.SdkException if SQS does not take it
     */
    public void bury(String body, String reason, int receives) {
        String why = reason.isEmpty() ? "none given" : REFUSED.matcher(reason).replaceAll("?");
        sqs.sendMessage(request -> request.queueUrl(url)
                .messageBody(body)
                .messageAttributes(Map.of(
                        REASON, attribute("String", why), RECEIVES, attribute("Number", Integer.toString(receives)))));
    }

    private static MessageAttributeValue attribute(String type, String value) {
        return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
    }
}
