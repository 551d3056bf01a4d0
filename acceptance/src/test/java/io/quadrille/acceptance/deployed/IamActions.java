package io.quadrille.acceptance.deployed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.eventbridge.model.DescribeEventBusRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathRequest;

/**
 * What IAM asks of a caller for a request of the SDK ("Actions, resources, and condition keys for AWS services" in the
 * Service Authorization Reference). A request that is not listed here is an action that no role has, so that whoever
 * makes a new call says here what it needs. Runs inside the processes under test, with nothing but the SDK.
 */
final class IamActions {
    /** What the templates have where an account's number stands. */
    static final String ACCOUNT = "000000000000";

    static final String REGION = "us-east-1";

    private static final Map<Class<?>, Function<Object, Stream<Call>>> CALLS = new LinkedHashMap<>();

    /**
     * An action on a resource.
     *
     * @param condition what a statement's condition may ask for, as {@code key=value}; null if there is nothing
     */
    record Call(String action, String resource, @Nullable String condition) {
        static Call parse(String line) {
            String[] parts = line.split("\t", -1);
            return new Call(parts[0], parts[1], parts[2].isEmpty() ? null : parts[2]);
        }

        /** What the request says for a condition's key. */
        Optional<String> find(String key) {
            return Optional.ofNullable(condition)
                    .filter(given -> given.startsWith(key + "="))
                    .map(given -> given.substring(key.length() + 1));
        }

        String line() {
            return action + "\t" + resource + "\t" + (condition == null ? "" : condition);
        }
    }

    static {
        of(PutObjectRequest.class, put -> s3("PutObject", put.bucket() + "/" + put.key(), null));
        of(GetObjectRequest.class, get -> read(get.bucket(), get.key(), get.versionId()));
        of(HeadObjectRequest.class, head -> read(head.bucket(), head.key(), head.versionId()));
        of(
                ListObjectVersionsRequest.class,
                list -> s3("ListBucketVersions", list.bucket(), "s3:prefix=" + list.prefix()));

        of(GetQueueUrlRequest.class, request -> sqs("GetQueueUrl", request.queueName()));
        of(SendMessageRequest.class, request -> sqs("SendMessage", request.queueUrl()));
        of(ReceiveMessageRequest.class, request -> sqs("ReceiveMessage", request.queueUrl()));
        of(DeleteMessageBatchRequest.class, request -> sqs("DeleteMessage", request.queueUrl()));
        of(ChangeMessageVisibilityBatchRequest.class, request -> sqs("ChangeMessageVisibility", request.queueUrl()));

        of(DescribeTableRequest.class, request -> dynamoDb("DescribeTable", request.tableName()));
        of(GetItemRequest.class, request -> dynamoDb("GetItem", request.tableName()));
        of(PutItemRequest.class, request -> dynamoDb("PutItem", request.tableName()));
        of(UpdateItemRequest.class, request -> dynamoDb("UpdateItem", request.tableName()));
        of(
                QueryRequest.class,
                request -> dynamoDb(
                        "Query",
                        request.tableName() + (request.indexName() == null ? "" : "/index/" + request.indexName())));
        of(BatchGetItemRequest.class, request -> request.requestItems().keySet().stream()
                .flatMap(table -> dynamoDb("BatchGetItem", table)));
        of(TransactGetItemsRequest.class, request -> request.transactItems().stream()
                .flatMap(item -> dynamoDb("GetItem", item.get().tableName())));
        of(TransactWriteItemsRequest.class, request -> request.transactItems().stream()
                .flatMap(IamActions::ofWrite));

        of(DescribeEventBusRequest.class, request -> events("DescribeEventBus", request.name()));
        of(PutEventsRequest.class, request -> request.entries().stream()
                .map(PutEventsRequestEntry::eventBusName)
                .distinct()
                .flatMap(bus -> events("PutEvents", bus)));

        of(GenerateDataKeyRequest.class, request -> call("kms:GenerateDataKey", "kms", request.keyId()));
        of(DecryptRequest.class, request -> call("kms:Decrypt", "kms", request.keyId()));
        of(
                GetParametersByPathRequest.class,
                request -> call("ssm:GetParametersByPath", "ssm", "parameter" + request.path()));
        of(
                GetSecretValueRequest.class,
                request -> call(
                        "secretsmanager:GetSecretValue", "secretsmanager", "secret:" + request.secretId() + "-AbCdEf"));
        of(RunTaskRequest.class, IamActions::ofTask);
    }

    private IamActions() {}

    private static <R extends SdkRequest> void of(Class<R> type, Function<R, Stream<Call>> calls) {
        CALLS.put(type, request -> calls.apply(type.cast(request)));
    }

    static List<Call> of(SdkRequest request) {
        Function<Object, Stream<Call>> calls = CALLS.get(request.getClass());
        return calls == null
                ? List.of(new Call("unknown:" + request.getClass().getSimpleName(), "*", null))
                : calls.apply(request).toList();
    }

    private static Stream<Call> read(String bucket, String key, @Nullable String version) {
        return s3(version == null ? "GetObject" : "GetObjectVersion", bucket + "/" + key, null);
    }

    private static Stream<Call> s3(String action, String resource, @Nullable String condition) {
        return Stream.of(new Call("s3:" + action, "arn:aws:s3:::" + resource, condition));
    }

    /** @param queue its name or URL */
    private static Stream<Call> sqs(String action, String queue) {
        return call("sqs:" + action, "sqs", queue.substring(queue.lastIndexOf('/') + 1));
    }

    private static Stream<Call> dynamoDb(String action, String table) {
        return call("dynamodb:" + action, "dynamodb", "table/" + table);
    }

    private static Stream<Call> ofWrite(TransactWriteItem write) {
        List<Call> calls = new ArrayList<>();
        if (write.put() != null) {
            dynamoDb("PutItem", write.put().tableName()).forEach(calls::add);
        }
        if (write.update() != null) {
            dynamoDb("UpdateItem", write.update().tableName()).forEach(calls::add);
        }
        if (write.delete() != null) {
            dynamoDb("DeleteItem", write.delete().tableName()).forEach(calls::add);
        }
        if (write.conditionCheck() != null) {
            dynamoDb("ConditionCheckItem", write.conditionCheck().tableName()).forEach(calls::add);
        }
        return calls.stream();
    }

    private static Stream<Call> events(String action, String bus) {
        return call("events:" + action, "events", "event-bus/" + bus);
    }

    /** IAM is asked for the revision that the family's name leads to; tags are asked for of the task that is made. */
    private static Stream<Call> ofTask(RunTaskRequest request) {
        String cluster = arn("ecs", "cluster/" + request.cluster());
        Call run = new Call(
                "ecs:RunTask",
                arn("ecs", "task-definition/" + request.taskDefinition() + ":1"),
                "ecs:cluster=" + cluster);
        Call tag = new Call(
                "ecs:TagResource",
                arn("ecs", "task/" + request.cluster() + "/c13b4cb40f1f4fe4a2971f76ae5a47ad"),
                "ecs:CreateAction=RunTask");
        return request.tags().isEmpty() ? Stream.of(run) : Stream.of(run, tag);
    }

    private static Stream<Call> call(String action, String service, String resource) {
        return Stream.of(new Call(action, arn(service, resource), null));
    }

    static String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + resource;
    }
}
