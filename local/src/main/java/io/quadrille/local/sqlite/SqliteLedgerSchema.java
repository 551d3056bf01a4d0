package io.quadrille.local.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The ledger's tables in a home. Keys are a run's id and attempt; the id is a hash that includes the pipeline. */
final class SqliteLedgerSchema {
    static final String RUNS = "\"quadrille/ledger_runs\"";
    static final String STEPS = "\"quadrille/ledger_steps\"";
    static final String BUCKETS = "\"quadrille/ledger_buckets\"";
    static final String REJECTS = "\"quadrille/ledger_rejects\"";
    static final String RETRIED = "\"quadrille/ledger_retried\"";
    static final String DEAD_LETTERS = "\"quadrille/ledger_dead_letters\"";

    private static final List<String> STATEMENTS = List.of(
            "CREATE TABLE IF NOT EXISTS " + RUNS
                    + """
             (
              run TEXT NOT NULL,
              attempt INTEGER NOT NULL,
              pipeline TEXT NOT NULL,
              status TEXT NOT NULL,
              source TEXT,
              started_at INTEGER NOT NULL, -- milliseconds since 1970, as all times here
              ended_at INTEGER,
              chunks INTEGER,
              records INTEGER,
              duplicates INTEGER NOT NULL,
              revision INTEGER NOT NULL,
              history TEXT NOT NULL, -- JSON
              conflicts TEXT NOT NULL, -- JSON
              PRIMARY KEY (run, attempt))""",
            "CREATE INDEX IF NOT EXISTS \"quadrille/ledger_runs_by_start\" ON " + RUNS
                    + " (started_at, run, attempt, pipeline)",
            "CREATE INDEX IF NOT EXISTS \"quadrille/ledger_runs_by_status\" ON " + RUNS
                    + " (status, started_at, run, attempt, pipeline)",
            // The sums of closed buckets; what is not closed stands in the buckets.
            "CREATE TABLE IF NOT EXISTS " + STEPS
                    + """
             (
              run TEXT NOT NULL,
              attempt INTEGER NOT NULL,
              step TEXT NOT NULL,
              records_in INTEGER NOT NULL,
              records_out INTEGER NOT NULL,
              expanded INTEGER NOT NULL,
              rejected INTEGER NOT NULL,
              filtered INTEGER NOT NULL,
              loaded INTEGER NOT NULL,
              dead_lettered INTEGER NOT NULL,
              dead_chunks INTEGER NOT NULL,
              closed BLOB NOT NULL, -- a bit per bucket, lowest first
              timings BLOB NOT NULL, -- and how many rejects were taken up again
              PRIMARY KEY (run, attempt, step)) WITHOUT ROWID""",
            "CREATE TABLE IF NOT EXISTS " + BUCKETS
                    + """
             (
              run TEXT NOT NULL,
              attempt INTEGER NOT NULL,
              bucket INTEGER NOT NULL,
              step TEXT NOT NULL,
              item BLOB NOT NULL,
              PRIMARY KEY (run, attempt, bucket, step)) WITHOUT ROWID""",
            "CREATE TABLE IF NOT EXISTS " + REJECTS
                    + """
             (
              run TEXT NOT NULL,
              attempt INTEGER NOT NULL,
              line INTEGER NOT NULL,
              step TEXT NOT NULL,
              ordinal INTEGER NOT NULL,
              chunk INTEGER NOT NULL,
              place INTEGER NOT NULL,
              byte_position INTEGER NOT NULL,
              column_name TEXT,
              code TEXT NOT NULL,
              message TEXT NOT NULL,
              PRIMARY KEY (run, attempt, line, step, ordinal, chunk, place)) WITHOUT ROWID""",
            // The rejects that an amendment took up, as they were.
            "CREATE TABLE IF NOT EXISTS " + RETRIED
                    + """
             (
              run TEXT NOT NULL,
              attempt INTEGER NOT NULL,
              line INTEGER NOT NULL,
              step TEXT NOT NULL,
              ordinal INTEGER NOT NULL,
              chunk INTEGER NOT NULL,
              place INTEGER NOT NULL,
              byte_position INTEGER NOT NULL,
              column_name TEXT,
              code TEXT NOT NULL,
              message TEXT NOT NULL,
              amendment INTEGER NOT NULL,
              PRIMARY KEY (run, attempt, amendment, line, step, ordinal, chunk, place)) WITHOUT ROWID""",
            "CREATE TABLE IF NOT EXISTS " + DEAD_LETTERS
                    + """
             (
              run TEXT NOT NULL,
              attempt INTEGER NOT NULL,
              chunk INTEGER NOT NULL,
              step TEXT NOT NULL,
              records INTEGER NOT NULL,
              first_line INTEGER NOT NULL,
              last_line INTEGER NOT NULL,
              reason TEXT NOT NULL,
              message TEXT NOT NULL,
              receives INTEGER NOT NULL,
              published_at TEXT NOT NULL,
              PRIMARY KEY (run, attempt, chunk, step)) WITHOUT ROWID""");

    private SqliteLedgerSchema() {}

    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : STATEMENTS) {
                statement.execute(sql);
            }
        }
    }

    /** Whether a writer has made the tables; a reader may come before it. */
    static boolean exists(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT 1 FROM sqlite_master WHERE name = 'quadrille/ledger_dead_letters'")) {
            return row.next();
        }
    }
}
