package io.quadrille.local.sqlite;

import io.quadrille.local.tables.RowLayout;
import io.quadrille.local.tables.TableKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tables of a home and their layouts, as the database has them. For use within one {@link SqliteHome.Work}. */
final class TableCatalog {
    private final Connection connection;

    TableCatalog(Connection connection) {
        this.connection = connection;
    }

    List<String> names() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM \"quadrille/tables\" ORDER BY name")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    Optional<StoredTable> find(String name) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT id, keys, view FROM \"quadrille/tables\" WHERE name = ?")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                int id = row.getInt(1);
                return Optional.of(new StoredTable(
                        id, name, CatalogJson.readKey(row.getString(2)), row.getString(3), layouts(id)));
            }
        }
    }

    private SortedMap<Integer, RowLayout> layouts(int table) throws SQLException {
        SortedMap<Integer, RowLayout> layouts = new TreeMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT id, columns FROM \"quadrille/layouts\" WHERE table_id = ?")) {
            statement.setInt(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    layouts.put(rows.getInt(1), CatalogJson.readLayout(rows.getString(2)));
                }
            }
        }
        return Collections.unmodifiableSortedMap(layouts);
    }

    /** A new table without layouts. */
    StoredTable create(String name, TableKey key) throws SQLException {
        String view = freeViewName(name);
        int id = insert(
                "INSERT INTO \"quadrille/tables\" (name, keys, view) VALUES (?, ?, ?) RETURNING id",
                name,
                CatalogJson.write(key),
                view);
        StoredTable table = new StoredTable(id, name, key, view, Collections.emptySortedMap());
        execute(table.createRows());
        return table;
    }

    /** The table with one layout more, and its view made anew. */
    StoredTable add(StoredTable table, RowLayout layout) throws SQLException {
        int id = insert(
                "INSERT INTO \"quadrille/layouts\" (table_id, columns) VALUES (CAST(? AS INTEGER), ?) RETURNING id",
                String.valueOf(table.id()),
                CatalogJson.write(layout));
        SortedMap<Integer, RowLayout> layouts = new TreeMap<>(table.layouts());
        layouts.put(id, layout);
        StoredTable added = new StoredTable(
                table.id(), table.name(), table.key(), table.view(), Collections.unmodifiableSortedMap(layouts));
        execute("DROP VIEW IF EXISTS " + SqlNames.quoted(table.view()));
        execute(TableView.create(added));
        return added;
    }

    /**
     * The table's own name, with {@code _} before it as often as needed: SQLite keeps {@code sqlite_…} to itself, the
     * kit {@code quadrille/…}, and to SQL names that differ in case alone are one.
     */
    private String freeViewName(String name) throws SQLException {
        String view = SqlNames.shown(name);
        try (PreparedStatement taken =
                connection.prepareStatement("SELECT 1 FROM sqlite_schema WHERE name = ? COLLATE NOCASE")) {
            while (true) {
                String lower = view.toLowerCase(Locale.ROOT);
                taken.setString(1, view);
                try (ResultSet row = taken.executeQuery()) {
                    if (!lower.startsWith("sqlite_") && !lower.startsWith("quadrille/") && !row.next()) {
                        return view;
                    }
                }
                view = "_" + view;
            }
        }
    }

    private int insert(String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
