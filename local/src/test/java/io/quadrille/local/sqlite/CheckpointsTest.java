package io.quadrille.local.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    @TempDir
    private Path folder;

    @Test
    void what_is_committed_stands_in_the_database_while_its_writer_goes_on() throws SQLException, IOException {
        Path database = folder.resolve("quadrille.db");
        try (HomeConnection writer = HomeConnection.forWriting(database);
                Checkpoints checkpoints = new Checkpoints(database)) {
            writer.execute("CREATE TABLE t (x)");
            writer.begin();
            writer.execute("INSERT INTO t VALUES (1)");
            writer.commit();
            assertThat(countWithoutLog(database)).as("nothing is moved yet").isEqualTo(-1);

            checkpoints.committed();
            writer.begin();
            writer.execute("INSERT INTO t VALUES (2)");
            checkpoints.move();
            assertThat(countWithoutLog(database))
                    .as("while a transaction is open")
                    .isEqualTo(1);

            writer.commit();
            checkpoints.committed();
            checkpoints.move();
            assertThat(countWithoutLog(database)).isEqualTo(2);
        }
    }

    /** The rows of a copy that has the file, but not the log beside it; -1 if it has not even the table. */
    private int countWithoutLog(Path database) throws SQLException, IOException {
        Path copy =
                Files.copy(database, Files.createTempDirectory(folder, "copy").resolve("copy.db"));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
                Statement statement = connection.createStatement()) {
            boolean made = statement
                    .executeQuery("SELECT 1 FROM sqlite_master WHERE name = 't'")
                    .next();
            return made ? statement.executeQuery("SELECT count(*) FROM t").getInt(1) : -1;
        }
    }

    @Test
    void without_a_commit_there_is_nothing_to_move() throws SQLException {
        try (Checkpoints checkpoints = new Checkpoints(folder.resolve("none.db"))) {
            checkpoints.move();
        }
        assertThat(folder.resolve("none.db")).doesNotExist();
    }

    @Test
    void a_log_that_cannot_be_moved_is_left_to_the_writer() throws SQLException {
        try (Checkpoints checkpoints = new Checkpoints(folder.resolve("no/such/folder.db"))) {
            checkpoints.committed();
            checkpoints.move();
            checkpoints.move();
        }
        assertThat(folder.resolve("no")).doesNotExist();
    }
}
