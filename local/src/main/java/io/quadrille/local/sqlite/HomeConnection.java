package io.quadrille.local.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteOpenMode;

/** A connection to a home's database and the statements prepared on it. Used by one thread at a time. */
final class HomeConnection implements AutoCloseable {
    /** More than the kit's own statements and those of the tables of a few pipelines. */
    private static final int MOST_STATEMENTS = 200;
    /** More than the view of a table whose header is as long as a record may be. */
    private static final int MOST_SQL_BYTES = 64 << 20;

    private static final int BUSY_TIMEOUT_MILLIS = 5_000;
    private static final int WRITER_CACHE_KIB = 64 * 1024;
    private static final int READER_CACHE_KIB = 16 * 1024;
    /**
     * Pages of 4 KiB in the write-ahead log before they move to the file: 125 MiB. Keys in random order touch the same
     * pages again and again; moving them seldom made such loads up to 1.7 times as fast, and others no slower.
     */
    private static final int CHECKPOINT_PAGES = 32_000;

    private final Connection jdbc;
    private final Map<String, PreparedStatement> statements = new LinkedHashMap<>(32, 0.75f, true);

    private HomeConnection(Connection jdbc) {
        this.jdbc = jdbc;
    }

    /** The view of a table names its columns, of which there may be many with long names. */
    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setPragma(SQLiteConfig.Pragma.LIMIT_SQL_LENGTH, Integer.toString(MOST_SQL_BYTES));
        return config;
    }

    static HomeConnection forWriting(Path database) throws SQLException {
        SQLiteConfig config = config();
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        config.resetOpenMode(SQLiteOpenMode.FULLMUTEX); // used by one thread at a time as it is
        config.setOpenMode(SQLiteOpenMode.NOMUTEX);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        HomeConnection connection = new HomeConnection(config.createConnection("jdbc:sqlite:" + uri(database)));
        connection.set(
                "journal_mode = WAL",
                "synchronous = NORMAL",
                "cache_size = -" + WRITER_CACHE_KIB,
                "wal_autocheckpoint = " + CHECKPOINT_PAGES,
                "temp_store = MEMORY");
        return connection;
    }

    static HomeConnection forReading(Path database) throws SQLException {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        // In a folder that cannot be written to, SQLite could not make the index of the log; without a log it needs
        // none, if told that nobody writes.
        String fixed = isFixed(database) ? "?immutable=1" : "";
        HomeConnection connection = new HomeConnection(config.createConnection("jdbc:sqlite:" + uri(database) + fixed));
        connection.set("cache_size = -" + READER_CACHE_KIB, "mmap_size = 268435456", "temp_store = MEMORY");
        return connection;
    }

    /** A URI, so that no character of the path is taken for an option. */
    private static String uri(Path database) {
        return database.toAbsolutePath().toUri().toASCIIString();
    }

    private static boolean isFixed(Path database) {
        return !Files.isWritable(database.toAbsolutePath().getParent())
                && !Files.exists(database.resolveSibling(database.getFileName() + "-wal"));
    }

    Connection jdbc() {
        return jdbc;
    }

    /** The statement prepared from this text, kept for the next time; the caller does not close it. */
    PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = jdbc.prepareStatement(sql);
            statements.put(sql, statement);
            if (statements.size() > MOST_STATEMENTS) {
                statements.remove(statements.keySet().iterator().next()).close();
            }
        }
        return statement;
    }

    void begin() throws SQLException {
        jdbc.setAutoCommit(false);
    }

    void commit() throws SQLException {
        jdbc.setAutoCommit(true);
    }

    /** Back to where no transaction is open, whatever failed; what fails here is added to the failure. */
    void undo(Throwable failure) {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            failure.addSuppressed(e); // SQLite undoes some failures itself, such as a full disk
        }
        try {
            jdbc.setAutoCommit(true); // the driver's own flag: it believes the transaction to be open
        } catch (SQLException nothingToCommit) {
            return;
        }
    }

    /** Moves the write-ahead log into the database, as far as others who read or write let it; they need not wait. */
    void checkpoint() throws SQLException {
        execute("PRAGMA wal_checkpoint(PASSIVE)");
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = jdbc.createStatement()) {
            statement.execute(sql);
        }
    }

    private void set(String... pragmas) throws SQLException {
        try {
            for (String pragma : pragmas) {
                execute("PRAGMA " + pragma);
            }
        } catch (SQLException e) {
            jdbc.close();
            throw e;
        }
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
        jdbc.close();
    }
}
