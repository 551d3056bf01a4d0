package io.quadrille.aws.ledger;

import io.quadrille.aws.AwsFailures;
import io.quadrille.events.RunKey;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.observer.ledger.BucketKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Calls of DynamoDB on the ledger's table. What fails is told as {@link AwsFailures} tells it; a condition that fails is
 * an answer. Reads are consistent, but for those of an index. Thread safe.
 */
final class LedgerCalls {
    /** Transactions are cancelled for these, and the next one may not be. */
    private static final Set<String> THROTTLES = Set.of("ThrottlingError", "ProvisionedThroughputExceeded");

    private final DynamoDbClient dynamoDb;
    private final String table;

    LedgerCalls(DynamoDbClient dynamoDb, LedgerTable table) {
        this.dynamoDb = dynamoDb;
        this.table = table.name();
    }

    /**
     * What became of a conditional write.
     *
     * @param item as it stands: after the write, or as it failed the condition; empty where it was only put
     */
    record Written(boolean applied, Map<String, AttributeValue> item) {}

    String table() {
        return table;
    }

    Optional<Map<String, AttributeValue>> find(Map<String, AttributeValue> key) {
        var response = call(
                "Reading from",
                "GetItem",
                () -> dynamoDb.getItem(
                        request -> request.tableName(table).key(key).consistentRead(true)));
        return response.hasItem() ? Optional.of(response.item()) : Optional.empty();
    }

    /** @throws TransactionConflictException if a transaction on the item is under way */
    Written update(UpdateItemRequest.Builder update) {
        try {
            return new Written(
                    true,
                    call(
                                    "Writing to",
                                    "UpdateItem",
                                    () -> dynamoDb.updateItem(update.tableName(table)
                                            .returnValues(ReturnValue.ALL_NEW)
                                            .returnValuesOnConditionCheckFailure(
                                                    ReturnValuesOnConditionCheckFailure.ALL_OLD)
                                            .build()))
                            .attributes());
        } catch (ConditionalCheckFailedException e) {
            return new Written(false, e.item());
        }
    }

    /** @throws TransactionConflictException if a transaction on the item is under way */
    Written put(PutItemRequest.Builder put) {
        try {
            call(
                    "Writing to",
                    "PutItem",
                    () -> dynamoDb.putItem(put.tableName(table)
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                            .build()));
            return new Written(true, Map.of());
        } catch (ConditionalCheckFailedException e) {
            return new Written(false, e.item());
        }
    }

    /** @throws TransactionCanceledException if an item changed or is being changed */
    void write(List<TransactWriteItem> writes) {
        call(
                "Writing to",
                "PutItem and dynamodb:ConditionCheckItem",
                () -> dynamoDb.transactWriteItems(request -> request.transactItems(writes)));
    }

    /**
     * Items as they stood at one moment, in the order of their keys; empty where there is none.
     *
     * @throws TransactionCanceledException if one of them is being changed
     */
    List<Map<String, AttributeValue>> readAtOnce(List<Map<String, AttributeValue>> keys) {
        return call("Reading from", "GetItem", () -> dynamoDb
                .transactGetItems(request -> request.transactItems(keys.stream()
                        .map(key -> TransactGetItem.builder()
                                .get(get -> get.tableName(table).key(key))
                                .build())
                        .toList()))
                .responses()
                .stream()
                .map(each -> each.hasItem() ? each.item() : Map.<String, AttributeValue>of())
                .toList());
    }

    /** Up to 100 items in any order, without those that are not there and those that DynamoDB leaves for a next call. */
    Batch readSome(List<Map<String, AttributeValue>> keys) {
        var response = call(
                "Reading from",
                "BatchGetItem",
                () -> dynamoDb.batchGetItem(request -> request.requestItems(Map.of(
                        table,
                        KeysAndAttributes.builder()
                                .keys(keys)
                                .consistentRead(true)
                                .build()))));
        var left = response.unprocessedKeys().get(table);
        return new Batch(response.responses().getOrDefault(table, List.of()), left == null ? List.of() : left.keys());
    }

    /** @param left the keys to ask for again */
    record Batch(List<Map<String, AttributeValue>> items, List<Map<String, AttributeValue>> left) {}

    /** The items of a partition from one sort key to another, both included. */
    List<Map<String, AttributeValue>> range(String partition, String from, String to) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        forEach(rangeQuery(partition, from, to), items::add);
        return items;
    }

    /** The keys of a run's buckets from a sort key on. */
    List<BucketKey> bucketKeys(RunKey run, String from) {
        List<BucketKey> keys = new ArrayList<>();
        forEach(
                rangeQuery(LedgerKeys.partitionOfAttempt(run), from, LedgerKeys.LAST_BUCKET)
                        .projectionExpression("#sk"),
                item -> keys.add(LedgerKeys.bucketOf(run, item)));
        return keys;
    }

    static QueryRequest.Builder rangeQuery(String partition, String from, String to) {
        return QueryRequest.builder()
                .keyConditionExpression("#pk = :pk AND #sk BETWEEN :from AND :to")
                .expressionAttributeNames(Map.of("#pk", LedgerTable.PARTITION, "#sk", LedgerTable.SORT))
                .expressionAttributeValues(Map.of(
                        ":pk", AttributeValue.fromS(partition),
                        ":from", AttributeValue.fromS(from),
                        ":to", AttributeValue.fromS(to)))
                .consistentRead(true);
    }

    /** Hands on the items of a query, page after page, until one is not wanted. */
    void forEach(QueryRequest.Builder query, Predicate<Map<String, AttributeValue>> wanted) {
        Map<String, AttributeValue> after = Map.of();
        do {
            QueryResponse page = page(query, after);
            if (!page.items().stream().allMatch(wanted)) {
                return;
            }
            after = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
        } while (!after.isEmpty());
    }

    /** @param after the key that the page before ended with; empty for the first */
    QueryResponse page(QueryRequest.Builder query, Map<String, AttributeValue> after) {
        QueryRequest request = query.tableName(table)
                .exclusiveStartKey(after.isEmpty() ? null : after)
                .build();
        return call("Reading from", "Query", () -> dynamoDb.query(request));
    }

    private <T> T call(String doing, String permission, Supplier<T> call) {
        String done = doing + " ledger table '" + table + "'";
        try {
            return call.get();
        } catch (ConditionalCheckFailedException | TransactionConflictException e) {
            throw e;
        } catch (TransactionCanceledException e) {
            throw cancelled(done, permission, e);
        } catch (SdkException e) {
            throw AwsFailures.of(done, e, remedy(permission));
        }
    }

    private static RuntimeException cancelled(String done, String permission, TransactionCanceledException e) {
        if (Contention.wasOvertaken(e)) {
            return e;
        }
        return e.cancellationReasons().stream()
                .map(CancellationReason::code)
                .filter(THROTTLES::contains)
                .findFirst()
                .<RuntimeException>map(code -> new RetryableFailure(done + " failed for now (" + code + ")", e))
                .orElseGet(() -> AwsFailures.of(done, e, remedy(permission)));
    }

    private static String remedy(String permission) {
        return "The DynamoDB table must exist in this account and region as LedgerTable defines it, and this role needs"
                + " dynamodb:" + permission + " on it and its indexes (and kms:Decrypt on its key).";
    }
}
