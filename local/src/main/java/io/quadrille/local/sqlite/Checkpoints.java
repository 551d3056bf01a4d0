package io.quadrille.local.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves the write-ahead log into the database on a connection of its own, while the writer goes on. Thread safe. */
final class Checkpoints implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

    private final Path database;
    private volatile boolean committed;
    private boolean ended;
    private @Nullable HomeConnection connection;

    Checkpoints(Path database) {
        this.database = database;
    }

    /** Something was committed, and stands in the log. */
    void committed() {
        committed = true;
    }

    /** Moves what was committed since the last time. */
    synchronized void move() {
        if (!committed || ended) {
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
            ended = true;
        }
    }

    /** Waits for the move under way; there will be none any more. */
    @Override
    public synchronized void close() throws SQLException {
        ended = true;
        if (connection != null) {
            connection.close();
        }
    }
}
