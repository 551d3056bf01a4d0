package io.quadrille.local.sqlite;

import io.quadrille.handlers.ports.Version.Writer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The writers of a home's rows by number: a version has over 60 bytes, nearly all of which are the same in all rows that a
 * run writes. Thread safe.
 */
final class SqliteWriters {
    private final SqliteHome home;
    private final Map<Writer, Integer> numbers = new ConcurrentHashMap<>();

    SqliteWriters(SqliteHome home) {
        this.home = home;
    }

    /** Made known in a transaction of its own: what is remembered here is committed. */
    int numberOf(Writer writer) {
        Integer known = numbers.get(writer);
        if (known == null) {
            known = home.inTransaction(connection -> register(connection, writer.toBytes()));
            numbers.put(writer, known);
        }
        return known;
    }

    private int register(Connection connection, byte[] version) throws SQLException {
        PreparedStatement insert =
                home.statement(connection, "INSERT OR IGNORE INTO \"quadrille/writers\" (version) VALUES (?)");
        insert.setBytes(1, version);
        insert.executeUpdate();
        PreparedStatement select = home.statement(connection, "SELECT id FROM \"quadrille/writers\" WHERE version = ?");
        select.setBytes(1, version);
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }
}
