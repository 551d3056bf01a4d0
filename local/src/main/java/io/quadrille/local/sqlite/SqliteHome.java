package io.quadrille.local.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The home: one folder with one SQLite database, in which tables, ledger and registrations live. One process at a time
 * writes to it; any number of others read meanwhile. Thread safe.
 *
 * <pre>{@code
 * try (SqliteHome home = SqliteHome.openForWriting(Path.of(".quadrille"))) {
 *     home.inTransaction(connection -> home.statement(connection, "DELETE FROM …").executeUpdate());
 * }
 * }</pre>
 *
 * What is committed outlives the process, however it ends; the last transactions may be lost with the machine's power
 * (write-ahead log, synchronous NORMAL), never their order.
 *
 * <p>Its own tables are called {@code "quadrille/…"}; every other name belongs to the user's tables.
 */
public final class SqliteHome implements AutoCloseable {
    /** The database's file name in the folder. */
    public static final String DATABASE = "quadrille.db";

    private final Path folder;
    private final @Nullable HomeLock lock;
    private final @Nullable HomeConnection writer;
    private final @Nullable Checkpoints checkpoints;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final ReadConnections readers;
    private final Map<Connection, HomeConnection> inUse = new ConcurrentHashMap<>();
    private volatile boolean closed;
    private volatile Consumer<HomeUnusable> whenUnusable = failure -> {};

    private SqliteHome(Path folder, @Nullable HomeLock lock, @Nullable HomeConnection writer) {
        this.folder = folder;
        this.lock = lock;
        this.writer = writer;
        this.checkpoints = writer == null ? null : new Checkpoints(folder.resolve(DATABASE));
        this.readers = new ReadConnections(folder.resolve(DATABASE));
    }

    /** As {@link #openForWriting(Path, String)}, with the command as the operating system knows it. */
    public static SqliteHome openForWriting(Path folder) throws IOException {
        return openForWriting(folder, RunningCommand.text());
    }

    /**
     * Opens the home for its one writer, and makes it if it is missing.
     *
     * @param command what a second writer is told this one is doing, such as {@code quadrille run big.csv}
     * @throws HomeInUse if another writer holds it
     * @throws HomeUnusable if it cannot be written to, is damaged, or was made by a newer version
     */
    public static SqliteHome openForWriting(Path folder, String command) throws IOException {
        HomeLock.makeFolder(folder);
        HomeLock lock = HomeLock.take(folder, command);
        HomeConnection writer = null;
        try {
            writer = HomeConnection.forWriting(folder.resolve(DATABASE));
            SqliteHome home = new SqliteHome(folder, lock, writer);
            if (HomeSchema.version(folder, writer.jdbc()) == 0) {
                home.inTransaction(HomeSchema::create);
            }
            return home;
        } catch (SQLException e) {
            closeQuietly(writer, lock, e);
            throw HomeFailures.of(folder, e);
        } catch (RuntimeException e) {
            closeQuietly(writer, lock, e);
            throw e;
        }
    }

    /**
     * Opens the home for reading only, whether or not someone writes to it.
     *
     * @throws NoHome if nothing was ever written there
     * @throws HomeUnusable if it cannot be read, is damaged, or was made by a newer version
     */
    public static SqliteHome openForReading(Path folder) throws IOException {
        if (!Files.exists(folder.resolve(DATABASE))) {
            throw new NoHome(folder);
        }
        SqliteHome home = new SqliteHome(folder, null, null);
        if (home.read(connection -> HomeSchema.version(folder, connection)) == 0) {
            home.close();
            throw new NoHome(folder);
        }
        return home;
    }

    /** Something done on a connection; it neither commits nor keeps the connection. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Does the work in a transaction of its own, one at a time: committed when it returns, undone when it throws.
     *
     * @throws io.quadrille.handlers.ports.RetryableFailure if the database is locked or does not answer
     * @throws HomeUnusable if the disk is full, the home read-only or damaged
     * @throws IllegalStateException if called from within another transaction, or the home is closed or only read
     */
    public <T extends @Nullable Object> T inTransaction(Work<T> work) {
        HomeConnection connection = writer;
        if (connection == null) {
            throw new IllegalStateException("The home " + folder + " is open for reading only");
        }
        if (writing.isHeldByCurrentThread()) {
            throw new IllegalStateException("A transaction on the home " + folder + " is already open in this thread");
        }
        writing.lock();
        try {
            requireOpen();
            T result = commit(connection, work);
            if (checkpoints != null) {
                checkpoints.committed();
            }
            return result;
        } catch (SQLException e) {
            throw failure(e);
        } finally {
            writing.unlock();
        }
    }

    /**
     * Does the work on a connection of its own, which sees one committed state from its first query to its last.
     *
     * @throws io.quadrille.handlers.ports.RetryableFailure if the database is locked or does not answer
     * @throws HomeUnusable if the home is damaged
     */
    public <T extends @Nullable Object> T read(Work<T> work) {
        requireOpen();
        try {
            HomeConnection connection = readers.take();
            try {
                T result = commit(connection, work);
                readers.giveBack(connection);
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                closeQuietly(connection, null, e);
                throw e;
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private <T extends @Nullable Object> T commit(HomeConnection connection, Work<T> work) throws SQLException {
        inUse.put(connection.jdbc(), connection);
        try {
            connection.begin();
            T result = work.on(connection.jdbc());
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            connection.undo(e);
            throw e;
        } finally {
            inUse.remove(connection.jdbc());
        }
    }

    /**
     * The statement prepared from this text on the connection that a {@link Work} was given. It is kept for the next
     * time: the caller closes its result sets, not the statement.
     */
    public PreparedStatement statement(Connection connection, String sql) throws SQLException {
        return Objects.requireNonNull(inUse.get(connection), "a connection outside its work")
                .statement(sql);
    }

    public Path folder() {
        return folder;
    }

    /**
     * Moves what was committed from the log into the database, as far as others who read or write let it; they need not wait.
     * Called now and then while much is written, it leaves the writer less to move, for which it would stand still.
     */
    public void checkpoint() {
        if (checkpoints != null) {
            checkpoints.move();
        }
    }

    /** Waits for the transaction under way, moves the log into the database as far as readers let it, and gives the lock back. */
    @Override
    public void close() throws IOException {
        writing.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            readers.close();
            if (checkpoints != null) {
                checkpoints.close();
            }
            if (writer != null) {
                writer.checkpoint();
                writer.close();
            }
        } catch (SQLException e) {
            throw HomeFailures.of(folder, e);
        } finally {
            writing.unlock();
            if (lock != null) {
                lock.close();
            }
        }
    }

    /** Tells of the first failure that someone must act on; what failed is told too, by its exception. */
    public void whenUnusable(Consumer<HomeUnusable> told) {
        this.whenUnusable = told;
    }

    private RuntimeException failure(SQLException cause) {
        RuntimeException failure = HomeFailures.of(folder, cause);
        if (failure instanceof HomeUnusable unusable) {
            whenUnusable.accept(unusable);
        }
        return failure;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The home " + folder + " is closed");
        }
    }

    private static void closeQuietly(@Nullable HomeConnection connection, @Nullable HomeLock lock, Throwable failure) {
        try (lock) {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException | IOException e) {
            failure.addSuppressed(e);
        }
    }
}
