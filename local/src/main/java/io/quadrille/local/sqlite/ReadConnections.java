package io.quadrille.local.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;

/** The connections that read a home: as many as there are readers at a time, kept for the next ones. Thread safe. */
final class ReadConnections {
    private final Path database;
    private final ConcurrentLinkedDeque<HomeConnection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    ReadConnections(Path database) {
        this.database = database;
    }

    HomeConnection take() throws SQLException {
        HomeConnection kept = idle.pollFirst();
        return kept != null ? kept : HomeConnection.forReading(database);
    }

    /** Keeps the connection, or closes it if these were closed meanwhile. */
    void giveBack(HomeConnection connection) throws SQLException {
        idle.addFirst(connection);
        if (closed) {
            closeIdle();
        }
    }

    /** Closes the idle ones now and those in use when they are given back. */
    void close() throws SQLException {
        closed = true;
        closeIdle();
    }

    private void closeIdle() throws SQLException {
        HomeConnection connection = idle.pollFirst();
        while (connection != null) {
            connection.close();
            connection = idle.pollFirst();
        }
    }
}
