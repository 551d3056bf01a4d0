package io.quadrille.local.memory;

import io.quadrille.events.records.Field;
import io.quadrille.local.tables.RowLayout;
import io.quadrille.local.tables.TableKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** One table in memory. Thread safe. */
final class MemoryTable {
    private final TableKey key;
    private final Map<RowKey, Row> rows = new ConcurrentHashMap<>();
    private final Map<RowLayout, Integer> numbers = new HashMap<>();

    /** A stored row. Never compared. */
    @SuppressWarnings("ArrayRecordComponent") // the arrays are never changed
    record Row(byte[] version, int layout, byte[] body) {}

    MemoryTable(TableKey key) {
        this.key = key;
    }

    TableKey key() {
        return key;
    }

    /** The number of the layout, from 1 in the order they were first written. */
    synchronized int layoutOf(List<Field> fields) {
        RowLayout layout = RowLayout.of(fields);
        numbers.putIfAbsent(layout, numbers.size() + 1);
        return numbers.getOrDefault(layout, 0);
    }

    synchronized SortedMap<Integer, RowLayout> layouts() {
        SortedMap<Integer, RowLayout> layouts = new TreeMap<>();
        numbers.forEach((layout, number) -> layouts.put(number, layout));
        return layouts;
    }

    /** Puts the row unless the key holds an equal or greater version. @return whether it was put */
    @SuppressWarnings("ReferenceEquality") // which of the two rows is kept, not whether they are alike
    boolean put(RowKey rowKey, Row row) {
        return rows.merge(rowKey, row, MemoryTable::greater) == row;
    }

    private static Row greater(Row stored, Row offered) {
        return Arrays.compareUnsigned(offered.version(), stored.version()) > 0 ? offered : stored;
    }

    long count() {
        return rows.size();
    }

    SortedMap<RowKey, Row> rowsInOrder() {
        return new TreeMap<>(rows);
    }
}
