package io.quadrille.local.memory;

import io.quadrille.events.json.JsonBytes;
import io.quadrille.events.records.Field;
import io.quadrille.handlers.ports.RecordTable.TableWrite;
import io.quadrille.handlers.ports.RecordTable.VersionedRecord;
import io.quadrille.handlers.ports.Version.Writer;
import io.quadrille.local.tables.RowBodies;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a write as a {@link StoredRow} stands, one after another, laid out before the table is locked to put them. Not thread
 * safe.
 */
final class OfferedRows {
    private final TableWrite write;
    private final MemoryTable table;
    private final Field[] columns;
    private final int layout;
    private final JsonBytes rows;
    private int count;
    private int[] begins = new int[0];
    private int[] hashes = new int[0];
    private @Nullable Writer lastWriter;
    private int lastNumber;

    /**
     * None yet.
     *
     * @param table says the numbers of their layout and writers
     * @param rows holds them
     */
    OfferedRows(TableWrite write, MemoryTable table, JsonBytes rows) {
        this.write = write;
        this.table = table;
        this.columns = write.fields().toArray(Field[]::new);
        this.layout = table.layoutOf(write.fields());
        this.rows = rows;
    }

    /**
     * Takes the records {@code [from, to)} of the write in place of those before.
     *
     * @throws IllegalArgumentException if the key of one is of another type than the table's
     */
    void take(int from, int to) {
        rows.clear();
        count = to - from;
        if (count > begins.length) {
            begins = new int[count];
            hashes = new int[count];
        }
        for (int row = 0; row < count; row++) {
            VersionedRecord record = write.records().get(from + row);
            table.key().requireFits(write.table(), record);
            begins[row] = rows.length();
            hashes[row] = add(record);
        }
    }

    /** The numbers stand first, and are written last, as the lengths are among them. @return the key's hash */
    private int add(VersionedRecord record) {
        RowKey key = new RowKey(record.partition(), record.sort());
        int begin = rows.leave(StoredRow.KEY + key.mostBytes());
        int keyEnd = key.write(rows.bytes(), begin + StoredRow.KEY);
        rows.truncate(keyEnd);
        RowBodies.write(rows, columns, record);
        int keyLength = keyEnd - begin - StoredRow.KEY;
        StoredRow.writeNumbers(
                rows.bytes(), begin, record, numberOf(record.writer()), layout, keyLength, rows.length() - keyEnd);
        return key.hash();
    }

    @SuppressWarnings("ReferenceEquality") // seen at a glance: the rows of a chunk share their writer
    private int numberOf(Writer writer) {
        if (writer != lastWriter) {
            lastNumber = table.writerOf(writer);
            lastWriter = writer;
        }
        return lastNumber;
    }

    int count() {
        return count;
    }

    /** Of all rows together. */
    int length() {
        return rows.length();
    }

    /** They stand at its beginning. */
    byte[] bytes() {
        return rows.bytes();
    }

    /** Where a row begins. */
    int begin(int row) {
        return begins[row];
    }

    int hash(int row) {
        return hashes[row];
    }
}
