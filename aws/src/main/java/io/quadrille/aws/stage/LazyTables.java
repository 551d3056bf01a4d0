package io.quadrille.aws.stage;

import io.quadrille.aws.tables.DynamoDbRecordTable;
import io.quadrille.handlers.ports.RecordTable;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tables that are opened by the first write: most entry points write none. Thread safe. */
final class LazyTables implements RecordTable, AutoCloseable {
    private final Supplier<DynamoDbRecordTable> opening;
    private @Nullable DynamoDbRecordTable opened;

    LazyTables(Supplier<DynamoDbRecordTable> opening) {
        this.opening = opening;
    }

    @Override
    public List<WriteResult> write(TableWrite write) {
        return open().write(write);
    }

    private synchronized DynamoDbRecordTable open() {
        DynamoDbRecordTable table = opened;
        if (table == null) {
            table = opening.get();
            opened = table;
        }
        return table;
    }

    @Override
    public synchronized void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
