package io.quadrille.local.sqlite;

import static io.quadrille.local.sqlite.SqliteLedgerSchema.DEAD_LETTERS;
import static io.quadrille.local.sqlite.SqliteLedgerSchema.REJECTS;
import static io.quadrille.local.sqlite.SqliteLedgerSchema.RETRIED;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.Fact;
import io.quadrille.events.Rejection;
import io.quadrille.events.RunKey;
import io.quadrille.events.records.Origin;
import io.quadrille.observer.ledger.Cursors.RejectPlace;
import io.quadrille.observer.ledger.DeadLetter;
import io.quadrille.observer.ledger.RejectRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Rejects and dead letters as rows. */
final class SqliteLedgerRejects {
    private static final String ROW =
            "run, attempt, line, step, ordinal, chunk, place, byte_position, column_name, code, message";
    private static final String PLACE = " WHERE run = ? AND attempt = ? AND chunk = ? AND step = ? AND place = ?";
    private static final RejectPlace START = new RejectPlace(0, "", 0, 0, -1);

    private SqliteLedgerRejects() {}

    static void store(SqliteLedgerSession session, ChunkKey chunk, List<Rejection> rejections) throws SQLException {
        PreparedStatement insert =
                session.prepare("INSERT OR IGNORE INTO " + REJECTS + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        for (int i = 0; i < rejections.size(); i++) {
            Rejection rejection = rejections.get(i);
            insert.setString(1, chunk.run().run());
            insert.setInt(2, chunk.run().attempt());
            insert.setLong(3, rejection.origin().line());
            insert.setString(4, chunk.step());
            insert.setInt(5, rejection.origin().ordinal());
            insert.setInt(6, chunk.chunk());
            insert.setInt(7, i);
            insert.setLong(8, rejection.origin().bytePosition());
            insert.setString(9, rejection.column());
            insert.setString(10, rejection.code());
            insert.setString(11, rejection.message());
            insert.executeUpdate();
        }
    }

    /**
     * Moves open rejects of a chunk and step to those that an amendment took up.
     *
     * @return how many of the places were open
     */
    static int take(SqliteLedgerSession session, ChunkKey chunk, Collection<Integer> places, int amendment)
            throws SQLException {
        int taken = 0;
        for (int place : places) {
            PreparedStatement insert =
                    session.prepare("INSERT INTO " + RETRIED + " SELECT " + ROW + ", ? FROM " + REJECTS + PLACE);
            insert.setInt(1, amendment);
            setPlace(insert, 2, chunk, place);
            taken += insert.executeUpdate();
            PreparedStatement delete = session.prepare("DELETE FROM " + REJECTS + PLACE);
            setPlace(delete, 1, chunk, place);
            delete.executeUpdate();
        }
        return taken;
    }

    private static void setPlace(PreparedStatement statement, int first, ChunkKey chunk, int place)
            throws SQLException {
        statement.setString(first, chunk.run().run());
        statement.setInt(first + 1, chunk.run().attempt());
        statement.setInt(first + 2, chunk.chunk());
        statement.setString(first + 3, chunk.step());
        statement.setInt(first + 4, place);
    }

    static List<RejectRow> list(SqliteLedgerSession session, RunKey run, Optional<RejectPlace> cursor, int limit)
            throws SQLException {
        return list(session, REJECTS, "", run, cursor, limit);
    }

    static List<RejectRow> retried(
            SqliteLedgerSession session, RunKey run, int amendment, Optional<RejectPlace> cursor, int limit)
            throws SQLException {
        return list(session, RETRIED, " AND amendment = " + amendment, run, cursor, limit);
    }

    private static List<RejectRow> list(
            SqliteLedgerSession session,
            String table,
            String condition,
            RunKey run,
            Optional<RejectPlace> cursor,
            int limit)
            throws SQLException {
        RejectPlace after = cursor.orElse(START);
        PreparedStatement select = session.prepare("SELECT step, chunk, place, line, byte_position, ordinal,"
                + " column_name, code, message FROM " + table + " WHERE run = ? AND attempt = ?" + condition
                + " AND (line, step, ordinal, chunk, place) > (?, ?, ?, ?, ?)"
                + " ORDER BY line, step, ordinal, chunk, place LIMIT ?");
        select.setString(1, run.run());
        select.setInt(2, run.attempt());
        select.setLong(3, after.line());
        select.setString(4, after.step());
        select.setInt(5, after.ordinal());
        select.setInt(6, after.chunk());
        select.setInt(7, after.place());
        select.setInt(8, limit);
        List<RejectRow> rows = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Origin origin = new Origin(row.getLong(4), row.getLong(5), row.getInt(6));
                Rejection rejection = new Rejection(origin, row.getString(7), row.getString(8), row.getString(9));
                rows.add(new RejectRow(row.getString(1), row.getInt(2), row.getInt(3), rejection));
            }
        }
        return rows;
    }

    static void store(SqliteLedgerSession session, DeadLetter letter) throws SQLException {
        Fact.RecordsDeadLettered fact = letter.fact();
        PreparedStatement insert =
                session.prepare("INSERT OR REPLACE INTO " + DEAD_LETTERS + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        insert.setString(1, fact.run().run());
        insert.setInt(2, fact.run().attempt());
        insert.setInt(3, fact.key().chunk());
        insert.setString(4, fact.key().step());
        insert.setLong(5, fact.records());
        insert.setLong(6, fact.firstLine());
        insert.setLong(7, fact.lastLine());
        insert.setString(8, fact.reason());
        insert.setString(9, fact.message());
        insert.setInt(10, fact.receives());
        insert.setString(11, letter.at().toString());
        insert.executeUpdate();
    }

    static List<DeadLetter> deadLetters(SqliteLedgerSession session, RunKey run) throws SQLException {
        PreparedStatement select =
                session.prepare("SELECT chunk, step, records, first_line, last_line, reason, message,"
                        + " receives, published_at FROM " + DEAD_LETTERS + " WHERE run = ? AND attempt = ?"
                        + " ORDER BY chunk, step");
        select.setString(1, run.run());
        select.setInt(2, run.attempt());
        List<DeadLetter> letters = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Fact.RecordsDeadLettered fact = new Fact.RecordsDeadLettered(
                        new ChunkKey(run, row.getString(2), row.getInt(1)),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getString(6),
                        row.getString(7),
                        row.getInt(8));
                letters.add(new DeadLetter(fact, Instant.parse(row.getString(9))));
            }
        }
        return letters;
    }
}
