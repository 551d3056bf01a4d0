package io.quadrille.aws.tables;

import io.quadrille.aws.AwsFailures;
import io.quadrille.handlers.ports.RecordTable;
import io.quadrille.handlers.ports.RetryableFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/**
 * Tables on DynamoDB, one item per key. The key's columns are the table's key attributes (S for text, N for integers);
 * the other columns are attributes of their own name, written as {@link ItemValues} says. Thread safe.
 *
 * <p>Each record is one conditional PutItem: BatchWriteItem knows no conditions. An item carries its version in
 * {@value #VERSION}, as lower-case hex, whose order as text is that of the version's bytes. The engine
 * leaves room for it in the item's 400 KB.
 */
public final class DynamoDbRecordTable implements RecordTable, AutoCloseable {
    static final String VERSION = "_version";

    private final DynamoDbClient dynamoDb;
    private final String prefix;
    private final ExecutorService writers;

    private record Key(Object partition, @Nullable Object sort) {}

    /**
     * Tables of one deployment.
     *
     * @param prefix what the names of its tables begin with; may be empty
     * @param concurrency the most PutItem calls at a time, over all writes: from 1
     */
    public DynamoDbRecordTable(DynamoDbClient dynamoDb, String prefix, int concurrency) {
        this.dynamoDb = dynamoDb;
        this.prefix = prefix;
        this.writers = Executors.newFixedThreadPool(concurrency, task -> {
            Thread thread = new Thread(task, "dynamodb-writer");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** @throws io.quadrille.aws.NotSetUp if the table is missing, has another key or may not be written */
    @Override
    public void write(TableWrite write) {
        if (write.fields().stream().anyMatch(field -> field.name().equals(VERSION))) {
            throw new IllegalArgumentException("Table '" + write.table() + "': the column " + VERSION
                    + " is where a row's version is kept. Name the record's column otherwise with @Column.");
        }
        List<Future<?>> pending = new ArrayList<>();
        for (List<VersionedRecord> ofOneKey : byKey(write.records())) {
            pending.add(writers.submit(() -> ofOneKey.forEach(record -> put(write, record))));
        }
        try {
            for (Future<?> each : pending) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryableFailure("Writing to table '" + prefix + write.table() + "' was interrupted", e);
        } finally {
            pending.forEach(each -> each.cancel(false));
        }
    }

    /** Records of one key are written one after the other: an endpoint that is not Amazon's may look and put in two moves. */
    private static Collection<List<VersionedRecord>> byKey(List<VersionedRecord> records) {
        Map<Key, List<VersionedRecord>> byKey = new LinkedHashMap<>();
        for (VersionedRecord record : records) {
            Key key = new Key(record.partition(), record.sort());
            byKey.computeIfAbsent(key, first -> new ArrayList<>(1)).add(record);
        }
        return byKey.values();
    }

    private void put(TableWrite write, VersionedRecord record) {
        Map<String, AttributeValue> item = ItemValues.named(write.fields(), record.values());
        item.put(write.keys().get(0), ItemValues.ofKey(record.partition()));
        if (record.sort() != null) {
            item.put(write.keys().get(1), ItemValues.ofKey(record.sort()));
        }
        AttributeValue version =
                AttributeValue.fromS(HexFormat.of().formatHex(record.version().toBytes()));
        item.put(VERSION, version);
        try {
            dynamoDb.putItem(PutItemRequest.builder()
                    .tableName(prefix + write.table())
                    .item(item)
                    .conditionExpression("attribute_not_exists(#v) OR #v < :v")
                    .expressionAttributeNames(Map.of("#v", VERSION))
                    .expressionAttributeValues(Map.of(":v", version))
                    .build());
        } catch (ConditionalCheckFailedException superseded) {
            return; // a greater version is there, or this very one
        } catch (SdkException e) {
            throw AwsFailures.of("Writing to table '" + prefix + write.table() + "'", e, remedy(write, record));
        }
    }

    private static String remedy(TableWrite write, VersionedRecord record) {
        Object sort = record.sort();
        String key = write.keys().get(0) + " (" + type(record.partition()) + ")"
                + (sort == null ? "" : " and " + write.keys().get(1) + " (" + type(sort) + ")");
        return "The DynamoDB table must exist in this account and region, be keyed by " + key
                + ", and this role needs dynamodb:PutItem on it (and kms:Decrypt on its key).";
    }

    private static String type(Object key) {
        return key instanceof Long ? "N" : "S";
    }

    /** Ends the writers; a write under way fails or is finished by its redelivery. */
    @Override
    public void close() {
        writers.shutdownNow();
    }
}
