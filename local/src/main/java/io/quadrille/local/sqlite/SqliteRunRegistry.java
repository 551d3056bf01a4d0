package io.quadrille.local.sqlite;

import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.handlers.ports.RunRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** The registrations of a home: one row per run and attempt, written once. Thread safe. */
public final class SqliteRunRegistry implements RunRegistry {
    private final SqliteHome home;

    /** @param home open for writing, or for reading if nothing is registered */
    public SqliteRunRegistry(SqliteHome home) {
        this.home = home;
    }

    @Override
    public Registration register(Registration proposed) {
        return home.inTransaction(connection -> {
            insert(connection, proposed);
            return stored(connection, proposed.run()).orElseThrow();
        });
    }

    @Override
    public Optional<Registration> find(RunKey run) {
        return home.read(connection -> stored(connection, run));
    }

    @Override
    public OptionalInt latestAttempt(String run) {
        return home.read(connection -> {
            PreparedStatement statement =
                    home.statement(connection, "SELECT max(attempt) FROM \"quadrille/registrations\" WHERE run = ?");
            statement.setString(1, run);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                int attempt = row.getInt(1);
                return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(attempt);
            }
        });
    }

    private void insert(Connection connection, Registration proposed) throws SQLException {
        PreparedStatement statement = home.statement(
                connection,
                """
                INSERT INTO "quadrille/registrations" (run, attempt, pipeline, bucket, object_key, object_version,
                  bytes, source_time, sequencer, data_key)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""");
        statement.setString(1, proposed.run().run());
        statement.setInt(2, proposed.run().attempt());
        statement.setString(3, proposed.run().pipeline());
        statement.setString(4, proposed.source().bucket());
        statement.setString(5, proposed.source().key());
        statement.setString(6, proposed.source().version());
        statement.setLong(7, proposed.source().bytes());
        statement.setString(8, proposed.sourceTime().toString());
        statement.setString(9, proposed.sequencer());
        statement.setString(10, proposed.dataKey());
        statement.executeUpdate();
    }

    private Optional<Registration> stored(Connection connection, RunKey run) throws SQLException {
        PreparedStatement statement = home.statement(
                connection,
                """
                SELECT pipeline, bucket, object_key, object_version, bytes, source_time, sequencer, data_key
                FROM "quadrille/registrations" WHERE run = ? AND attempt = ?""");
        statement.setString(1, run.run());
        statement.setInt(2, run.attempt());
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(registration(run, row)) : Optional.empty();
        }
    }

    private static Registration registration(RunKey run, ResultSet row) throws SQLException {
        return new Registration(
                new RunKey(row.getString(1), run.run(), run.attempt()),
                new SourceObject(row.getString(2), row.getString(3), row.getString(4), row.getLong(5)),
                Instant.parse(row.getString(6)),
                row.getString(7),
                row.getString(8));
    }
}
