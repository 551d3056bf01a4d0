package io.quadrille.local.memory;

import io.quadrille.handlers.ports.RecordTable;
import io.quadrille.handlers.tables.NoSuchTable;
import io.quadrille.handlers.tables.RowVisitor;
import io.quadrille.handlers.tables.TableReader;
import io.quadrille.local.tables.RowBodies;
import io.quadrille.local.tables.RowDecoder;
import io.quadrille.local.tables.TableKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tables in memory, written and read; rows are kept as compact as SQLite keeps them. A read sees each row as it is when
 * the read begins. Thread safe.
 */
public final class MemoryRecordTable implements RecordTable, TableReader {
    private final Map<String, MemoryTable> tables = new ConcurrentHashMap<>();

    @Override
    public List<WriteResult> write(TableWrite write) {
        TableKey key = TableKey.of(write);
        MemoryTable table = tables.computeIfAbsent(write.table(), name -> new MemoryTable(key));
        table.key().requireSame(write.table(), key);
        write.records().forEach(record -> key.requireFits(write.table(), record));
        int layout = table.layoutOf(write.fields());
        List<byte[]> bodies = RowBodies.encode(write.fields(), write.records());
        List<RowKey> keys = new ArrayList<>(bodies.size());
        List<StoredRow> rows = new ArrayList<>(bodies.size());
        for (int i = 0; i < bodies.size(); i++) {
            VersionedRecord record = write.records().get(i);
            keys.add(new RowKey(record.partition(), record.sort()));
            rows.add(new StoredRow(layout, bodies.get(i), record.version().toBytes()));
        }
        return table.put(keys, rows).stream()
                .map(applied -> applied ? WriteResult.APPLIED : WriteResult.SUPERSEDED)
                .toList();
    }

    @Override
    public List<String> tables() {
        return tables.keySet().stream()
                .map(name -> new RowKey(name, null))
                .sorted()
                .map(name -> (String) name.partition())
                .toList();
    }

    @Override
    public long count(String table) {
        return require(table).count();
    }

    @Override
    public void read(String table, RowVisitor visitor) throws IOException {
        MemoryTable found = require(table);
        SortedMap<RowKey, StoredRow> rows = found.rowsInOrder();
        // The layouts after the rows: each row's own is then among them.
        RowDecoder decoder = new RowDecoder(found.layouts(), visitor);
        decoder.begin();
        for (StoredRow row : rows.values()) {
            decoder.row(row.layout(), row.body());
        }
        decoder.end();
    }

    private MemoryTable require(String name) {
        MemoryTable found = tables.get(name);
        if (found == null) {
            throw new NoSuchTable(name, tables());
        }
        return found;
    }
}
