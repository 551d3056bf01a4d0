package io.quadrille.loadtests.flow;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.sqlite.SQLiteConfig;

/**
 * A table of customers in SQLite as a plain program has it: typed columns, the last line of a key wins, batches, as
 * durable as a home of the kit (write-ahead log, synchronous NORMAL) and with its cache. Not thread-safe.
 */
public final class ContactStore implements AutoCloseable {
    /** A row; the last line of a key wins. */
    public static final String INSERT = "INSERT OR REPLACE INTO customers VALUES (?, ?, ?, ?, ?, ?)";

    private static final int RECORDS_PER_TRANSACTION = 5_000;
    private static final int COLUMNS = 6;

    private final Connection connection;
    private final PreparedStatement insert;
    private int pending;

    public ContactStore(Path database) throws SQLException {
        connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + database);
        try (Statement statement = connection.createStatement()) {
            for (String each : List.of(
                    "PRAGMA journal_mode = WAL",
                    "PRAGMA synchronous = NORMAL",
                    "PRAGMA cache_size = -65536",
                    "PRAGMA wal_autocheckpoint = 32000",
                    "CREATE TABLE IF NOT EXISTS customers (id INTEGER PRIMARY KEY, house_number TEXT, street TEXT,"
                            + " town TEXT, zip TEXT, email TEXT)")) {
                statement.execute(each);
            }
        }
        connection.setAutoCommit(false);
        insert = connection.prepareStatement(INSERT);
    }

    /** The connection, for who writes by other means. */
    public Connection connection() {
        return connection;
    }

    /** Sets the parameters of {@link #INSERT}. */
    public static void bind(PreparedStatement insert, Contact row) throws SQLException {
        insert.setLong(1, row.id());
        insert.setString(2, row.houseNumber());
        insert.setString(3, row.street());
        insert.setString(4, row.town());
        insert.setString(5, row.zip());
        insert.setString(COLUMNS, row.email());
    }

    public void put(Contact row) throws SQLException {
        bind(insert, row);
        insert.addBatch();
        if (++pending == RECORDS_PER_TRANSACTION) {
            commit();
        }
    }

    public void commit() throws SQLException {
        if (pending > 0) {
            insert.executeBatch();
            connection.commit();
            pending = 0;
        }
    }

    /** The digest of the rows in the order of their ids. */
    public String digest() throws SQLException, IOException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM customers ORDER BY id")) {
            return ContactCsv.digest(contacts(rows));
        }
    }

    /** The rows of a result with the table's columns. */
    public static Iterator<Contact> contacts(ResultSet rows) {
        return new Iterator<>() {
            private final List<Contact> next = new ArrayList<>(1);

            @Override
            public boolean hasNext() {
                try {
                    if (next.isEmpty() && rows.next()) {
                        next.add(new Contact(
                                rows.getLong(1),
                                rows.getString(2),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getString(5),
                                rows.getString(COLUMNS)));
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException("the table cannot be read", e);
                }
                return !next.isEmpty();
            }

            @Override
            public Contact next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return next.remove(0);
            }
        };
    }

    @Override
    public void close() throws SQLException {
        insert.close();
        connection.close();
    }
}
