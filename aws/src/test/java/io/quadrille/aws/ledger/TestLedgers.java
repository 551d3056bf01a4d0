package io.quadrille.aws.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Empty ledger tables; closing removes them. */
final class TestLedgers implements AutoCloseable {
    private static final AtomicInteger MADE = new AtomicInteger();

    final DynamoDbClient dynamoDb;
    private final List<LedgerTable> tables = new ArrayList<>();

    TestLedgers(DynamoDbClient dynamoDb) {
        this.dynamoDb = dynamoDb;
    }

    LedgerTable table() {
        String prefix = "l" + ProcessHandle.current().pid() + "-" + MADE.incrementAndGet() + "-";
        LedgerTable table = LedgerTable.ofDeployment(prefix);
        table.createIfMissing(dynamoDb);
        tables.add(table);
        return table;
    }

    DynamoDbLedger ledger() {
        return new DynamoDbLedger(dynamoDb, table(), new Random(7));
    }

    @Override
    public void close() {
        tables.forEach(table -> dynamoDb.deleteTable(request -> request.tableName(table.name())));
    }
}
