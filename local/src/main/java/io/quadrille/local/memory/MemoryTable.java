package io.quadrille.local.memory;

import io.quadrille.events.records.Field;
import io.quadrille.local.tables.RowLayout;
import io.quadrille.local.tables.TableKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One table in memory. A write holds the lock for all its rows, which takes less than as many single updates by several
 * threads. Thread safe.
 */
final class MemoryTable {
    private final TableKey key;
    private final Map<RowKey, StoredRow> rows = new HashMap<>();
    private final Map<RowLayout, Integer> numbers = new HashMap<>();

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

    /** Puts each row unless its key holds an equal or greater version. @return for each whether it was put */
    @SuppressWarnings("ReferenceEquality") // which of the two rows is kept, not whether they are alike
    synchronized List<Boolean> put(List<RowKey> rowKeys, List<StoredRow> offered) {
        List<Boolean> put = new ArrayList<>(offered.size());
        for (int i = 0; i < offered.size(); i++) {
            StoredRow row = offered.get(i);
            put.add(rows.merge(rowKeys.get(i), row, StoredRow::greater) == row);
        }
        return put;
    }

    synchronized long count() {
        return rows.size();
    }

    synchronized SortedMap<RowKey, StoredRow> rowsInOrder() {
        return new TreeMap<>(rows);
    }
}
