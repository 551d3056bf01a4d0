package io.quadrille.local.memory;

import io.quadrille.handlers.ports.RecordTable;
import io.quadrille.handlers.tables.TableReader;
import io.quadrille.local.tables.LocalTableContract;

final class MemoryRecordTableTest extends LocalTableContract {
    private final MemoryRecordTable table = new MemoryRecordTable();

    @Override
    protected RecordTable table() {
        return table;
    }

    @Override
    protected TableReader reader() {
        return table;
    }
}
