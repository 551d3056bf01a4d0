package io.quadrille.local.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the write-ahead log into the database now and then, on a thread and a connection of its own, while the writer goes
 * on: left to the writer, it would stand still meanwhile, and leave as much as the log holds to the end. Thread safe.
 */
final class Checkpoints implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final long PAUSE_MILLIS = 250;
    private static final long LONGEST_CLOSE_SECONDS = 60;

    private final Path database;
    private final ScheduledExecutorService thread;
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean committed;
    private @Nullable HomeConnection connection;

    Checkpoints(Path database) {
        this.database = database;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "quadrille-checkpoints");
            made.setDaemon(true);
            return made;
        });
    }

    /** Something was committed, and stands in the log. The first time, the thread is started. */
    void committed() {
        committed = true;
        if (!started.getAndSet(true)) {
            thread.scheduleWithFixedDelay(this::move, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Moves what was committed since the last time. */
    synchronized void move() {
        if (!committed) {
            return;
        }
        committed = false;
        try {
            if (connection == null) {
                connection = HomeConnection.forWriting(database);
            }
            connection.checkpoint();
        } catch (SQLException e) { // the writer moves the log too, and fails for all to see where that cannot be done
            LOG.debug("The log of {} is left to its writer: {}", database, e.getMessage());
            thread.shutdown();
        }
    }

    /** Waits for the move under way. */
    @Override
    public void close() throws SQLException {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The log of {} is still being moved into it", database);
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (connection != null) {
            connection.close();
        }
    }
}
