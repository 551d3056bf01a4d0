package io.quadrille.aws.tables;

import io.quadrille.events.records.Field;
import io.quadrille.events.records.FieldKind;
import io.quadrille.handlers.ports.RecordTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;

/** The table under test on DynamoDB tables that are made when first written, and what stands in them. */
final class TestTables implements RecordTable, AutoCloseable {
    private static final AtomicInteger MADE = new AtomicInteger();

    private final String prefix = "t" + ProcessHandle.current().pid() + "-" + MADE.incrementAndGet() + "-";
    private final DynamoDbClient dynamoDb;
    private final DynamoDbRecordTable table;
    private final Map<String, Map<String, Field>> columns = new ConcurrentHashMap<>();

    TestTables(DynamoDbClient dynamoDb) {
        this.dynamoDb = dynamoDb;
        this.table = new DynamoDbRecordTable(dynamoDb, prefix, 4);
    }

    @Override
    public void write(TableWrite write) {
        if (!write.records().isEmpty()) {
            Map<String, Field> known = columns.computeIfAbsent(write.table(), name -> {
                create(write);
                return new ConcurrentHashMap<>();
            });
            write.fields().forEach(field -> known.put(field.name(), field));
        }
        table.write(write);
    }

    private void create(TableWrite write) {
        VersionedRecord first = write.records().get(0);
        List<AttributeDefinition> attributes = new ArrayList<>();
        List<KeySchemaElement> schema = new ArrayList<>();
        for (int i = 0; i < write.keys().size(); i++) {
            String name = write.keys().get(i);
            Object value = i == 0 ? first.partition() : first.sort();
            attributes.add(AttributeDefinition.builder()
                    .attributeName(name)
                    .attributeType(value instanceof Long ? "N" : "S")
                    .build());
            schema.add(KeySchemaElement.builder()
                    .attributeName(name)
                    .keyType(i == 0 ? KeyType.HASH : KeyType.RANGE)
                    .build());
        }
        dynamoDb.createTable(request -> request.tableName(prefix + write.table())
                .attributeDefinitions(attributes)
                .keySchema(schema)
                .billingMode(BillingMode.PAY_PER_REQUEST));
        dynamoDb.waiter().waitUntilTableExists(request -> request.tableName(prefix + write.table()));
    }

    void putForeign(String name, Map<String, AttributeValue> item) {
        dynamoDb.putItem(request -> request.tableName(prefix + name).item(item));
    }

    List<Map<String, AttributeValue>> items(String name) {
        return dynamoDb
                .scanPaginator(request -> request.tableName(prefix + name).consistentRead(true))
                .items()
                .stream()
                .toList();
    }

    List<Map<String, String>> rows(String name) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Map<String, AttributeValue> item : items(name)) {
            Map<String, String> row = new HashMap<>();
            item.forEach((column, value) -> {
                if (!column.equals(DynamoDbRecordTable.VERSION)) {
                    row.put(column, text(columns.get(name).get(column), value));
                }
            });
            rows.add(row);
        }
        return rows;
    }

    private static String text(Field field, AttributeValue value) {
        return switch (field.kind()) {
            case INTEGER -> value.n();
            case BOOLEAN -> value.bool().toString();
            case RECORD, LIST -> json(field, value);
            default -> value.s();
        };
    }

    private static String json(Field field, AttributeValue value) {
        if (field.kind() == FieldKind.LIST) {
            List<String> elements =
                    value.l().stream().map(each -> json(field.element(), each)).toList();
            return "[" + String.join(",", elements) + "]";
        } else if (field.kind() == FieldKind.RECORD) {
            List<String> members = field.nested().stream()
                    .filter(nested -> value.m().containsKey(nested.name()))
                    .map(nested -> "\"" + nested.name() + "\":"
                            + json(nested, value.m().get(nested.name())))
                    .toList();
            return "{" + String.join(",", members) + "}";
        }
        boolean bare =
                switch (field.kind()) {
                    case INTEGER, DECIMAL, BOOLEAN -> true;
                    default -> false;
                };
        return bare ? text(field, value) : "\"" + text(field, value) + "\"";
    }

    @Override
    public void close() {
        table.close();
        columns.keySet().forEach(name -> dynamoDb.deleteTable(request -> request.tableName(prefix + name)));
    }
}
