package io.quadrille.local.replay;

import io.quadrille.events.records.FieldKind;
import io.quadrille.handlers.tables.Cell;
import io.quadrille.handlers.tables.RowVisitor;
import io.quadrille.handlers.tables.TableJson;
import io.quadrille.local.memory.MemoryRecordTable;
import io.quadrille.local.replay.ReplayReport.Difference;
import io.quadrille.local.replay.ReplayReport.Kind;
import io.quadrille.local.replay.ReplayReport.TableRows;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rows of one table that two stores hold otherwise, told column by column. */
final class TableComparison {
    private final String table;
    private final List<String> keys;
    private final Set<String> sensitive;
    private final List<Difference> differences = new ArrayList<>();

    /**
     * @param keys the columns that name a row
     * @param sensitive the columns whose values are not shown
     */
    TableComparison(String table, List<String> keys, Set<String> sensitive) {
        this.table = table;
        this.keys = keys;
        this.sensitive = sensitive;
    }

    List<Difference> differences(MemoryRecordTable captured, MemoryRecordTable now) {
        if (digest(captured).equals(digest(now))) {
            return differences; // without a copy of every row
        }
        Map<String, Map<String, Cell>> before = rows(captured);
        Map<String, Map<String, Cell>> after = rows(now);
        Set<String> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        for (String key : all) {
            compare(key, before.get(key), after.get(key));
        }
        return differences;
    }

    static TableRows count(String table, MemoryRecordTable captured, MemoryRecordTable now) {
        return new TableRows(table, countOf(table, captured), countOf(table, now));
    }

    private String digest(MemoryRecordTable store) {
        if (!store.tables().contains(table)) {
            return "none";
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            store.read(table, new TableJson(new DigestOutputStream(OutputStream.nullOutputStream(), digest)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available in this Java runtime", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        }
    }

    private static long countOf(String table, MemoryRecordTable store) {
        return store.tables().contains(table) ? store.count(table) : 0;
    }

    private void compare(String key, @Nullable Map<String, Cell> before, @Nullable Map<String, Cell> after) {
        String place = table + ", " + key;
        if (before == null || after == null) {
            differences.add(new Difference(
                    Kind.TABLE, place, before == null ? null : text(before), after == null ? null : text(after)));
            return;
        }
        Set<String> columns = new TreeSet<>(before.keySet());
        columns.addAll(after.keySet());
        for (String column : columns) {
            Cell was = before.get(column);
            Cell is = after.get(column);
            if (!java.util.Objects.equals(was, is)) {
                differences.add(
                        new Difference(Kind.TABLE, place + ", column " + column, text(column, was), text(column, is)));
            }
        }
    }

    /** Rows by their key; absent values have no entry. */
    private Map<String, Map<String, Cell>> rows(MemoryRecordTable store) {
        Map<String, Map<String, Cell>> rows = new TreeMap<>();
        if (!store.tables().contains(table)) {
            return rows;
        }
        try {
            store.read(table, new RowVisitor() {
                private List<String> columns = List.of();

                @Override
                public void begin(List<String> names) {
                    columns = names;
                }

                @Override
                public void row(@Nullable Cell[] cells) {
                    Map<String, Cell> row = new TreeMap<>();
                    for (int i = 0; i < cells.length; i++) {
                        Cell cell = cells[i];
                        if (cell != null) {
                            row.put(columns.get(i), cell);
                        }
                    }
                    rows.put(keyOf(row), row);
                }
            });
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        }
    }

    private String keyOf(Map<String, Cell> row) {
        return String.join(
                ", ",
                keys.stream().map(key -> key + " " + text(key, row.get(key))).toList());
    }

    private String text(Map<String, Cell> row) {
        return Arrays.toString(row.entrySet().stream()
                .map(cell -> cell.getKey() + " " + text(cell.getKey(), cell.getValue()))
                .toArray());
    }

    private @Nullable String text(String column, @Nullable Cell cell) {
        if (cell == null) {
            return null;
        }
        boolean number = cell.kind() == FieldKind.INTEGER || cell.kind() == FieldKind.DECIMAL;
        return sensitive.contains(column) ? "(withheld)" : number ? cell.text() : '"' + cell.text() + '"';
    }
}
