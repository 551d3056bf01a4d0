package io.quadrille.local.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The kit's own tables in a home. Each name has a slash, which no {@link io.quadrille.events.pipeline.Table} may have:
 * a user's table can therefore have any name of its own.
 */
final class HomeSchema {
    /** The format of a home, as {@code PRAGMA user_version} has it. */
    static final int VERSION = 2;

    private static final List<String> STATEMENTS = List.of(
            """
            CREATE TABLE "quadrille/tables" (
              id INTEGER PRIMARY KEY,
              name TEXT NOT NULL UNIQUE,
              keys TEXT NOT NULL, -- [[column, type], …]: partition and sort key
              view TEXT NOT NULL UNIQUE COLLATE NOCASE)""",
            """
            CREATE TABLE "quadrille/layouts" (
              id INTEGER PRIMARY KEY,
              table_id INTEGER NOT NULL REFERENCES "quadrille/tables",
              columns TEXT NOT NULL, -- [[name, kind], …] in the order of the values in a body
              UNIQUE (table_id, columns))""",
            """
            CREATE TABLE "quadrille/writers" (
              id INTEGER PRIMARY KEY,
              version BLOB NOT NULL UNIQUE) -- what the versions of its rows begin with, in their order""",
            """
            CREATE TABLE "quadrille/registrations" (
              run TEXT NOT NULL,
              attempt INTEGER NOT NULL,
              pipeline TEXT NOT NULL,
              bucket TEXT NOT NULL,
              object_key TEXT NOT NULL,
              object_version TEXT NOT NULL,
              bytes INTEGER NOT NULL,
              source_time TEXT NOT NULL,
              sequencer TEXT,
              data_key TEXT,
              PRIMARY KEY (run, attempt))""",
            "PRAGMA user_version = " + VERSION);

    private HomeSchema() {}

    /** The format of the database; 0 if it was never a home. @throws HomeUnusable if another kit made it */
    static int version(Path home, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            row.next();
            int version = row.getInt(1);
            if (version > VERSION) {
                throw new HomeUnusable("The home " + home + " was made by a newer Quadrille (format " + version
                        + "; this one knows up to " + VERSION + "). Use that version, or name another home with"
                        + " --home.");
            }
            if (version > 0 && version < VERSION) {
                throw new HomeUnusable(
                        "The home " + home + " was made by an earlier build of Quadrille (format " + version
                                + "; this one has " + VERSION
                                + "). Use that build, or name another home with --home and run its"
                                + " files again.");
            }
            return version;
        }
    }

    /** Makes the tables of a new home and answers its format. */
    static int create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : STATEMENTS) {
                statement.execute(sql);
            }
        }
        return VERSION;
    }
}
