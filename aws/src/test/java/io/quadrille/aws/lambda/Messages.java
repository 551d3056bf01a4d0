package io.quadrille.aws.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A queue's messages as Lambda's poller hands them over. */
final class Messages {
    private Messages() {}

    /** Receives what is there, hidden for half a minute. */
    static SQSEvent receive(SqsClient sqs, String url) {
        QueueAttributeName arn = QueueAttributeName.QUEUE_ARN;
        String queue = sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(arn))
                .attributes()
                .get(arn);
        List<SQSMessage> all = new ArrayList<>();
        for (Message message : sqs.receiveMessage(request -> request.queueUrl(url)
                        .maxNumberOfMessages(10)
                        .visibilityTimeout(30)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages()) {
            all.add(of(queue, message));
        }
        SQSEvent event = new SQSEvent();
        event.setRecords(all);
        return event;
    }

    private static SQSMessage of(String queueArn, Message received) {
        SQSMessage message = new SQSMessage();
        message.setMessageId(received.messageId());
        message.setReceiptHandle(received.receiptHandle());
        message.setBody(received.body());
        message.setEventSourceArn(queueArn);
        message.setAttributes(new HashMap<>(received.attributesAsStrings()));
        Map<String, SQSEvent.MessageAttribute> attributes = new HashMap<>();
        received.messageAttributes()
                .forEach((name, value) -> attributes.put(name, attribute(value.dataType(), value.stringValue())));
        message.setMessageAttributes(attributes);
        return message;
    }

    private static SQSEvent.MessageAttribute attribute(String type, String value) {
        SQSEvent.MessageAttribute attribute = new SQSEvent.MessageAttribute();
        attribute.setDataType(type);
        attribute.setStringValue(value);
        return attribute;
    }

    /** The bodies that the response names as failed. */
    static List<String> failed(SQSEvent event, SQSBatchResponse response) {
        return response.getBatchItemFailures().stream()
                .map(failure -> event.getRecords().stream()
                        .filter(message -> message.getMessageId().equals(failure.getItemIdentifier()))
                        .findFirst()
                        .orElseThrow()
                        .getBody())
                .toList();
    }

    static final Context CONTEXT = new Context() {
        @Override
        public String getAwsRequestId() {
            return "request-1";
        }

        @Override
        public String getLogGroupName() {
            return "group";
        }

        @Override
        public String getLogStreamName() {
            return "stream";
        }

        @Override
        public String getFunctionName() {
            return "function";
        }

        @Override
        public String getFunctionVersion() {
            return "1";
        }

        @Override
        public String getInvokedFunctionArn() {
            return "arn";
        }

        @Override
        public CognitoIdentity getIdentity() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ClientContext getClientContext() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int getRemainingTimeInMillis() {
            return 30_000;
        }

        @Override
        public int getMemoryLimitInMB() {
            return 512;
        }

        @Override
        public LambdaLogger getLogger() {
            throw new UnsupportedOperationException();
        }
    };
}
