package io.quadrille.local.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quadrille.events.json.JsonBuffers;
import io.quadrille.events.json.JsonBytes;
import io.quadrille.handlers.ports.RecordTable;
import io.quadrille.handlers.tables.NoSuchTable;
import io.quadrille.handlers.tables.RowVisitor;
import io.quadrille.handlers.tables.TableReader;
import io.quadrille.local.tables.RowDecoder;
import io.quadrille.local.tables.TableKey;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tables in memory, written and read; rows are kept as compact as SQLite keeps them. A read sees each row as it is when
 * the read begins. Thread safe.
 */
public final class MemoryRecordTable implements RecordTable, TableReader {
    /** Whose bytes a processor keeps in its cache until they are in the table. */
    private static final int MOST_ROWS_AT_ONCE = 1_000;

    private static final int USUAL_BYTES = 128 * 1024;

    private final JsonBuffers buffers = new JsonBuffers(USUAL_BYTES);
    private final Map<String, MemoryTable> tables = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException if the key of a record is of another type than the table's; rows before it may be written */
    @Override
    public void write(TableWrite write) {
        TableKey key = TableKey.of(write);
        MemoryTable table = tables.computeIfAbsent(write.table(), name -> new MemoryTable(key));
        table.key().requireSame(write.table(), key);
        JsonBytes buffer = buffers.take();
        OfferedRows rows = new OfferedRows(write, table, buffer);
        for (int from = 0; from < write.records().size(); from += MOST_ROWS_AT_ONCE) {
            int to = Math.min(write.records().size(), from + MOST_ROWS_AT_ONCE);
            rows.take(from, to);
            table.put(rows);
        }
        buffers.give(buffer);
    }

    @Override
    public List<String> tables() {
        return tables.keySet().stream()
                .sorted(Comparator.comparing(name -> name.getBytes(UTF_8), Arrays::compareUnsigned))
                .toList();
    }

    @Override
    public long count(String table) {
        return require(table).count();
    }

    @Override
    public void read(String table, RowVisitor visitor) throws IOException {
        MemoryTable found = require(table);
        List<StoredRow> rows = found.rowsInOrder();
        // The layouts after the rows: each row's own is then among them.
        RowDecoder decoder = new RowDecoder(found.layouts(), visitor);
        decoder.begin();
        for (StoredRow row : rows) {
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
