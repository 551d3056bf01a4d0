package io.quadrille.local.sqlite;

import io.quadrille.handlers.tables.NoSuchTable;
import io.quadrille.handlers.tables.RowVisitor;
import io.quadrille.handlers.tables.TableReader;
import io.quadrille.local.tables.RowDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables of a home, read. Each call sees what was committed when it began. Thread safe. */
public final class SqliteTableReader implements TableReader {
    private final SqliteHome home;

    /** @param home open for reading or for writing */
    public SqliteTableReader(SqliteHome home) {
        this.home = home;
    }

    @Override
    public List<String> tables() {
        return home.read(connection -> new TableCatalog(connection).names());
    }

    @Override
    public long count(String table) {
        return home.read(connection -> {
            String count = "SELECT count(*) FROM " + require(connection, table).rows();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(count)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    @Override
    public void read(String table, RowVisitor visitor) throws IOException {
        try {
            home.read(connection -> read(connection, require(connection, table), visitor));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** How many rows were shown. */
    private static long read(Connection connection, StoredTable table, RowVisitor visitor) throws SQLException {
        RowDecoder decoder = new RowDecoder(table.layouts(), visitor);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(table.selectInOrder())) {
            decoder.begin();
            long shown = 0;
            while (rows.next()) {
                shown++;
                decoder.row(rows.getInt(1), rows.getBytes(2));
            }
            decoder.end();
            return shown;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StoredTable require(Connection connection, String table) throws SQLException {
        TableCatalog catalog = new TableCatalog(connection);
        StoredTable found = catalog.find(table).orElse(null);
        if (found == null) {
            throw new NoSuchTable(table, catalog.names());
        }
        return found;
    }
}
