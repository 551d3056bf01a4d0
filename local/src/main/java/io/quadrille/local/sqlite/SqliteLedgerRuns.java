package io.quadrille.local.sqlite;

import static io.quadrille.local.sqlite.SqliteLedgerSchema.RUNS;
import static io.quadrille.local.sqlite.SqliteLedgerSchema.STEPS;

import io.quadrille.events.Counts;
import io.quadrille.events.Fact;
import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.BucketSums;
import io.quadrille.observer.ledger.Cursors.RunPlace;
import io.quadrille.observer.ledger.LedgerJson;
import io.quadrille.observer.ledger.LogHistogram;
import io.quadrille.observer.ledger.RunFilter;
import io.quadrille.observer.ledger.RunHistory;
import io.quadrille.observer.ledger.RunTally;
import io.quadrille.observer.ledger.StepTally;
import io.quadrille.observer.ledger.Varints;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs' items as rows: one per run, and one per step of it with closed buckets. */
final class SqliteLedgerRuns {
    private static final String COLUMNS = "pipeline, run, attempt, duplicates, revision, history, conflicts";

    private SqliteLedgerRuns() {}

    static Optional<RunTally> find(SqliteLedgerSession session, RunKey run) throws SQLException {
        PreparedStatement select =
                session.prepare("SELECT " + COLUMNS + " FROM " + RUNS + " WHERE run = ? AND attempt = ?");
        select.setString(1, run.run());
        select.setInt(2, run.attempt());
        return readAll(session, select).stream().findFirst();
    }

    static Optional<RunKey> findLatestAttempt(SqliteLedgerSession session, String runId) throws SQLException {
        PreparedStatement select = session.prepare(
                "SELECT pipeline, attempt FROM " + RUNS + " WHERE run = ? ORDER BY attempt DESC LIMIT 1");
        select.setString(1, runId);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(new RunKey(row.getString(1), runId, row.getInt(2))) : Optional.empty();
        }
    }

    static List<RunTally> list(SqliteLedgerSession session, RunFilter filter, Optional<RunPlace> after, int limit)
            throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT " + COLUMNS + " FROM " + RUNS + " WHERE instr(run, '+') = 0");
        List<Object> values = new ArrayList<>();
        restrict(sql, values, " AND pipeline = ?", filter.pipeline());
        restrict(
                sql,
                values,
                " AND status = ?",
                filter.status() == null ? null : filter.status().name());
        restrict(
                sql,
                values,
                " AND started_at >= ?",
                filter.from() == null ? null : filter.from().toEpochMilli());
        restrict(
                sql,
                values,
                " AND started_at < ?",
                filter.to() == null ? null : filter.to().toEpochMilli());
        if (after.isPresent()) {
            RunPlace place = after.get();
            sql.append(" AND (started_at, run, attempt, pipeline) < (?, ?, ?, ?)");
            values.addAll(List.of(place.startedAt().toEpochMilli(), place.run(), place.attempt(), place.pipeline()));
        }
        sql.append(" ORDER BY started_at DESC, run DESC, attempt DESC, pipeline DESC LIMIT ")
                .append(limit);
        PreparedStatement select = session.prepare(sql.toString());
        for (int i = 0; i < values.size(); i++) {
            select.setObject(i + 1, values.get(i));
        }
        return readAll(session, select);
    }

    private static void restrict(StringBuilder sql, List<Object> values, String condition, @Nullable Object value) {
        if (value != null) {
            sql.append(condition);
            values.add(value);
        }
    }

    private static List<RunTally> readAll(SqliteLedgerSession session, PreparedStatement select) throws SQLException {
        List<RunTally> tallies = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                RunKey run = new RunKey(row.getString(1), row.getString(2), row.getInt(3));
                tallies.add(new RunTally(
                        run,
                        LedgerJson.history(row.getString(6)),
                        steps(session, run),
                        row.getLong(4),
                        LedgerJson.conflicts(row.getString(7)),
                        row.getLong(5)));
            }
        }
        return tallies;
    }

    private static SortedMap<String, StepTally> steps(SqliteLedgerSession session, RunKey run) throws SQLException {
        PreparedStatement select = session.prepare("SELECT step, records_in, records_out, expanded, rejected,"
                + " filtered, loaded, dead_lettered, dead_chunks, closed, timings FROM " + STEPS
                + " WHERE run = ? AND attempt = ?");
        select.setString(1, run.run());
        select.setInt(2, run.attempt());
        SortedMap<String, StepTally> steps = new TreeMap<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Counts counts = new Counts(
                        row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6), row.getLong(7));
                ByteBuffer timings = ByteBuffer.wrap(row.getBytes(11));
                BucketSums sums = new BucketSums(
                        counts,
                        row.getLong(8),
                        row.getInt(9),
                        LogHistogram.readFrom(timings),
                        LogHistogram.readFrom(timings),
                        timings.hasRemaining() ? Varints.read(timings) : 0);
                steps.put(row.getString(1), new StepTally(BitSet.valueOf(row.getBytes(10)), sums));
            }
        }
        return steps;
    }

    /** @param before as it was stored last; null for the first time */
    static void store(SqliteLedgerSession session, @Nullable RunTally before, RunTally tally) throws SQLException {
        PreparedStatement upsert = session.prepare("INSERT OR REPLACE INTO " + RUNS
                + " (run, attempt, pipeline, status, source, started_at, ended_at, chunks, records, duplicates, revision,"
                + " history, conflicts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        RunHistory history = tally.history();
        upsert.setString(1, tally.run().run());
        upsert.setInt(2, tally.run().attempt());
        upsert.setString(3, tally.run().pipeline());
        upsert.setString(4, tally.status().name());
        upsert.setObject(
                5, history.findStart().map(start -> start.source().key()).orElse(null));
        upsert.setLong(6, history.startedAt().toEpochMilli());
        upsert.setObject(
                7,
                history.completion() == null ? null : history.completion().at().toEpochMilli());
        upsert.setObject(8, history.findTotals().map(Fact.FileExtracted::chunks).orElse(null));
        upsert.setObject(
                9, history.findTotals().map(Fact.FileExtracted::records).orElse(null));
        upsert.setLong(10, tally.duplicates());
        upsert.setLong(11, tally.revision());
        upsert.setString(12, LedgerJson.write(history));
        upsert.setString(13, LedgerJson.write(tally.conflicts()));
        upsert.executeUpdate();
        for (var step : tally.steps().entrySet()) {
            if (before == null || before.step(step.getKey()) != step.getValue()) {
                storeStep(session, tally.run(), step.getKey(), step.getValue());
            }
        }
    }

    private static void storeStep(SqliteLedgerSession session, RunKey run, String step, StepTally tally)
            throws SQLException {
        PreparedStatement upsert =
                session.prepare("INSERT OR REPLACE INTO " + STEPS + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        Counts counts = tally.sums().counts();
        ByteArrayOutputStream timings = new ByteArrayOutputStream();
        tally.sums().waiting().writeTo(timings);
        tally.sums().working().writeTo(timings);
        Varints.write(timings, tally.sums().retried());
        upsert.setString(1, run.run());
        upsert.setInt(2, run.attempt());
        upsert.setString(3, step);
        upsert.setLong(4, counts.in());
        upsert.setLong(5, counts.out());
        upsert.setLong(6, counts.expanded());
        upsert.setLong(7, counts.rejected());
        upsert.setLong(8, counts.filtered());
        upsert.setLong(9, counts.loaded());
        upsert.setLong(10, tally.sums().deadLettered());
        upsert.setInt(11, tally.sums().deadChunks());
        upsert.setBytes(12, tally.closed().toByteArray());
        upsert.setBytes(13, timings.toByteArray());
        upsert.executeUpdate();
    }
}
