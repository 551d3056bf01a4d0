package io.quadrille.local.memory;

import io.quadrille.events.json.JsonBytes;
import io.quadrille.events.records.Field;
import io.quadrille.handlers.ports.RecordTable.VersionedRecord;
import io.quadrille.handlers.ports.Version;
import io.quadrille.local.tables.RowBodies;
import java.util.Arrays;
import java.util.List;

/** Some rows of a write, encoded, before anything is locked for them. Stays as it is as long as its buffer does. */
final class OfferedRows {
    private final List<VersionedRecord> records;
    private final byte[] keys;
    private final int[] keyEnds;
    private final int[] hashes;
    private final byte[] bodies;
    private final int[] bodyEnds;

    /** @param bodies is cleared, and holds theirs */
    OfferedRows(List<Field> fields, List<VersionedRecord> records, JsonBytes bodies) {
        this.records = records;
        keyEnds = new int[records.size()];
        hashes = new int[records.size()];
        bodyEnds = new int[records.size()];
        Field[] columns = fields.toArray(Field[]::new);
        byte[] allKeys = new byte[records.size() * RowKey.INTEGER_BYTES];
        bodies.clear();
        for (int row = 0; row < hashes.length; row++) {
            VersionedRecord record = records.get(row);
            RowKey key = new RowKey(record.partition(), record.sort());
            int end = keyBegin(row) + key.mostBytes();
            if (end > allKeys.length) {
                allKeys = Arrays.copyOf(allKeys, end + allKeys.length);
            }
            keyEnds[row] = key.write(allKeys, keyBegin(row));
            hashes[row] = key.hash();
            RowBodies.write(bodies, columns, record);
            bodyEnds[row] = bodies.length();
        }
        keys = allKeys;
        this.bodies = bodies.bytes();
    }

    int count() {
        return hashes.length;
    }

    /** All of them one after another; the array may be longer. */
    byte[] keys() {
        return keys;
    }

    int keyBegin(int row) {
        return row == 0 ? 0 : keyEnds[row - 1];
    }

    int keyLength(int row) {
        return keyEnds[row] - keyBegin(row);
    }

    int hash(int row) {
        return hashes[row];
    }

    /** All of them one after another; the array may be longer. */
    byte[] bodies() {
        return bodies;
    }

    int bodyBegin(int row) {
        return row == 0 ? 0 : bodyEnds[row - 1];
    }

    int bodyLength(int row) {
        return bodyEnds[row] - bodyBegin(row);
    }

    Version version(int row) {
        return records.get(row).version();
    }

    long line(int row) {
        return version(row).line();
    }

    int ordinal(int row) {
        return version(row).ordinal();
    }
}
