package io.quadrille.local.sqlite;

import io.quadrille.local.tables.RowLayout;
import io.quadrille.local.tables.TableKey;
import io.quadrille.local.tables.TableKey.KeyType;
import java.util.Collections;
import java.util.SortedMap;

/**
 * A table as the home stores it: rows of key, version (its writer by number), layout number and body, and a view with the table's own columns.
 *
 * @param layouts by number, in the order they were first written
 * @param view the view's name
 */
record StoredTable(int id, String name, TableKey key, String view, SortedMap<Integer, RowLayout> layouts) {

    /** The quoted name of the SQL table that holds the rows. */
    String rows() {
        return SqlNames.quoted("quadrille/rows/" + id);
    }

    boolean hasSort() {
        return key.sort() != null;
    }

    /** The key's SQL columns. */
    String keyColumns() {
        return hasSort() ? "pk, sk" : "pk";
    }

    /** A long alone is the row's own number in SQLite, which saves an index. */
    String createRows() {
        KeyType sort = key.sort();
        String columns = sort == null && key.partition() == KeyType.INTEGER
                ? "pk INTEGER PRIMARY KEY"
                : "pk " + sqlType(key.partition()) + " NOT NULL"
                        + (sort == null ? "" : ", sk " + sqlType(sort) + " NOT NULL");
        String primaryKey = columns.contains("PRIMARY") ? "" : ", PRIMARY KEY (" + keyColumns() + ")";
        return "CREATE TABLE " + rows() + " (" + columns
                + ", writer INTEGER NOT NULL, line INTEGER NOT NULL, ordinal INTEGER NOT NULL"
                + ", layout INTEGER NOT NULL, body BLOB NOT NULL" + primaryKey + ")";
    }

    private static String sqlType(KeyType type) {
        return switch (type) {
            case TEXT -> "TEXT";
            case INTEGER -> "INTEGER";
            case ANY -> "BLOB"; // SQLite's word for: as bound
        };
    }

    /**
     * The greater version wins; parameters, for each row: key, line, ordinal, body. What all rows of a chunk have in common
     * stands in the text, as each parameter set for a row takes a call.
     *
     * @param rows how many are written at a time
     */
    String upsert(int writer, int layout, int rows) {
        String row = "(" + (hasSort() ? "?, ?" : "?") + ", " + writer + ", ?, ?, " + layout + ", ?)";
        return "INSERT INTO " + rows() + " (" + keyColumns() + ", writer, line, ordinal, layout, body) VALUES "
                + String.join(", ", Collections.nCopies(rows, row)) + " ON CONFLICT (" + keyColumns()
                + ") DO UPDATE SET"
                + " writer = excluded.writer, line = excluded.line, ordinal = excluded.ordinal,"
                + " layout = excluded.layout, body = excluded.body"
                + " WHERE CASE WHEN excluded.writer = writer THEN (excluded.line, excluded.ordinal) > (line, ordinal)"
                + " ELSE " + versionOf("excluded.writer") + " > " + versionOf(rows() + ".writer") + " END";
    }

    private static String versionOf(String writer) {
        return "(SELECT version FROM \"quadrille/writers\" WHERE id = " + writer + ")";
    }

    String selectInOrder() {
        return "SELECT layout, body FROM " + rows() + " ORDER BY " + keyColumns();
    }
}
