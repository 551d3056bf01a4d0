package io.quadrille.local.sqlite;

import static java.util.stream.Collectors.joining;

import io.quadrille.events.records.FieldKind;
import io.quadrille.local.tables.ColumnUnion;
import io.quadrille.local.tables.RowLayout;
import io.quadrille.local.tables.TableKey;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The view that shows a stored table with its own columns to any SQL client. Text, dates and constants are TEXT,
 * integers and booleans INTEGER, nested values JSON text. Decimals are REAL, so that SQL can reckon with them: their
 * exact digits and scale are in the bodies, and in what {@code quadrille table} prints.
 */
final class TableView {
    /** The most columns of a SELECT (sqlite.org/limits.html); a wider table shows its first ones. */
    private static final int MOST_COLUMNS = 2_000;

    private static final String BODY = "CAST(body AS TEXT)";

    private TableView() {}

    static String create(StoredTable table) {
        String columns = new ColumnUnion(table.layouts())
                .names().stream()
                        .limit(MOST_COLUMNS)
                        .map(name -> expression(table, name) + " AS " + SqlNames.quoted(name))
                        .collect(joining(",\n  "));
        return "CREATE VIEW " + SqlNames.quoted(table.view()) + " AS SELECT\n  " + columns + "\nFROM " + table.rows();
    }

    private static String expression(StoredTable table, String column) {
        Map<Integer, StringBuilder> layoutsByPlace = new TreeMap<>();
        Set<String> types = new HashSet<>();
        int holders = 0;
        for (Map.Entry<Integer, RowLayout> entry : table.layouts().entrySet()) {
            int place = entry.getValue().placeOf(column);
            if (place >= 0) {
                holders++;
                types.add(sqlType(entry.getValue().columns().get(place)));
                StringBuilder numbers = layoutsByPlace.computeIfAbsent(place, p -> new StringBuilder());
                numbers.append(numbers.isEmpty() ? "" : ", ").append(entry.getKey());
            }
        }
        String keyColumn = keyColumn(table.key(), column);
        if (!keyColumn.isEmpty() && (types.equals(Set.of("INTEGER")) || isText(table, column))) {
            return keyColumn;
        }
        boolean everywhereTheSame =
                layoutsByPlace.size() == 1 && holders == table.layouts().size();
        String value = layoutsByPlace.entrySet().stream()
                .map(entry -> everywhereTheSame
                        ? at(entry.getKey())
                        : "WHEN layout IN (" + entry.getValue() + ") THEN " + at(entry.getKey()))
                .collect(joining(" ", everywhereTheSame ? "" : "CASE ", everywhereTheSame ? "" : " END"));
        return types.size() == 1 ? "CAST(" + value + " AS " + types.iterator().next() + ")" : value;
    }

    private static String at(int place) {
        return "json_extract(" + BODY + ", '$[" + place + "]')";
    }

    /** The key's SQL column where it holds the very value of this one: a look-up by it then uses the index. */
    private static String keyColumn(TableKey key, String column) {
        for (int i = 0; i < key.parts().size(); i++) {
            TableKey.Part part = key.parts().get(i);
            if (part.column().equals(column) && part.type() != TableKey.KeyType.ANY) {
                return i == 0 ? "pk" : "sk";
            }
        }
        return "";
    }

    /** Dates and constants are left out: how they are written as keys is not the view's to know. */
    private static boolean isText(StoredTable table, String column) {
        return table.layouts().values().stream()
                .allMatch(layout -> layout.placeOf(column) >= 0
                        && layout.columns().get(layout.placeOf(column)).kind() == FieldKind.STRING);
    }

    private static String sqlType(RowLayout.Column column) {
        return switch (column.kind()) {
            case INTEGER -> column.wide() ? "NUMERIC" : "INTEGER";
            case BOOLEAN -> "INTEGER";
            case DECIMAL -> "REAL";
            case STRING, DATE, INSTANT, ENUM, RECORD, LIST -> "TEXT";
        };
    }
}
