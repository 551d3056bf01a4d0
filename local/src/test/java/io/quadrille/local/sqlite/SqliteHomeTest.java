package io.quadrille.local.sqlite;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.handlers.ports.RetryableFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteHomeTest {
    @TempDir
    private Path parent;

    @Test
    void a_home_is_made_with_its_parents() throws IOException {
        Path folder = parent.resolve("a/b c?#%/.quadrille");
        try (SqliteHome home = SqliteHome.openForWriting(folder)) {
            assertThat(home.folder()).isEqualTo(folder);
        }
        assertThat(folder.resolve(SqliteHome.DATABASE)).exists();
        try (SqliteHome home = SqliteHome.openForReading(folder)) {
            assertThat(new SqliteTableReader(home).tables()).isEmpty();
        }
    }

    @Test
    void a_clean_close_leaves_no_log_behind() throws IOException {
        try (SqliteHome home = SqliteHome.openForWriting(parent)) {
            execute(home, "CREATE TABLE t (x)");
            new SqliteTableReader(home).tables();
        }
        assertThat(parent.resolve("quadrille.db-wal")).doesNotExist();
    }

    @Test
    void work_that_throws_is_undone_and_the_next_goes_on() throws IOException {
        try (SqliteHome home = SqliteHome.openForWriting(parent)) {
            execute(home, "CREATE TABLE t (x)");
            assertThatThrownBy(() -> home.inTransaction(connection -> {
                        run(connection, "INSERT INTO t VALUES (1)");
                        throw new IllegalArgumentException("no");
                    }))
                    .hasMessage("no");
            assertThatThrownBy(() -> execute(home, "INSERT INTO missing VALUES (1)"))
                    .isInstanceOf(HomeUnusable.class)
                    .hasMessageContaining("refused a statement");
            execute(home, "INSERT INTO t VALUES (2)");

            assertThat(number(home, "SELECT sum(x) FROM t")).isEqualTo(2);
        }
    }

    @Test
    void a_reader_sees_what_is_committed_and_nothing_else() throws IOException {
        try (SqliteHome home = SqliteHome.openForWriting(parent)) {
            execute(home, "CREATE TABLE t (x)");
            home.<Void>inTransaction(connection -> {
                run(connection, "INSERT INTO t VALUES (1)");
                assertThat(number(home, "SELECT count(*) FROM t")).isZero();
                return null;
            });
            assertThat(number(home, "SELECT count(*) FROM t")).isEqualTo(1);
        }
    }

    @Test
    void a_transaction_within_another_is_refused() throws IOException {
        try (SqliteHome home = SqliteHome.openForWriting(parent)) {
            assertThatThrownBy(() -> home.inTransaction(connection -> {
                        execute(home, "CREATE TABLE t (x)");
                        return null;
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("already open in this thread");
        }
    }

    @Test
    void a_home_open_for_reading_cannot_be_written() throws IOException {
        SqliteHome.openForWriting(parent).close();
        try (SqliteHome home = SqliteHome.openForReading(parent)) {
            assertThatThrownBy(() -> execute(home, "CREATE TABLE t (x)")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> home.read(connection -> {
                        run(connection, "CREATE TABLE t (x)");
                        return null;
                    }))
                    .isInstanceOf(HomeUnusable.class)
                    .hasMessageContaining("is read-only");
        }
    }

    @Test
    void a_statement_is_prepared_once() throws IOException {
        try (SqliteHome home = SqliteHome.openForWriting(parent)) {
            PreparedStatement first = home.inTransaction(connection -> home.statement(connection, "SELECT 1"));

            assertThat(home.<PreparedStatement>inTransaction(connection -> home.statement(connection, "SELECT 1")))
                    .isSameAs(first);
        }
    }

    @Test
    void many_statements_do_not_pile_up() throws IOException {
        try (SqliteHome home = SqliteHome.openForWriting(parent)) {
            home.<Void>inTransaction(connection -> {
                for (int i = 0; i < 1_000; i++) {
                    home.statement(connection, "SELECT " + i).executeQuery().close();
                }
                return null;
            });
        }
    }

    @Test
    void a_second_writer_in_this_process_is_refused_and_takes_nothing_away() throws Exception {
        try (SqliteHome first = SqliteHome.openForWriting(parent, "quadrille run big.csv")) {
            assertThatThrownBy(() -> SqliteHome.openForWriting(parent.resolve("../" + parent.getFileName())))
                    .isInstanceOf(HomeInUse.class)
                    .hasMessageContaining("is in use by this very process");
            assertThat(answerOfSecondProcess()).contains("is in use by process");
            execute(first, "CREATE TABLE t (x)");
        }
        SqliteHome.openForWriting(parent).close();
    }

    @Test
    void a_second_process_is_told_who_holds_the_home() throws Exception {
        try (SqliteHome first = SqliteHome.openForWriting(parent, "quadrille run big.csv")) {
            assertThat(first.folder()).isEqualTo(parent);
            assertThat(answerOfSecondProcess())
                    .matches("The home \\Q" + parent + "\\E is in use by process "
                            + ProcessHandle.current().pid()
                            + " \\(quadrille run big\\.csv, since \\d\\d:\\d\\d:\\d\\d\\)\\. Wait for it, or name another home"
                            + " with --home\\.");
        }
        assertThat(answerOfSecondProcess()).isEqualTo("opened");
    }

    @Test
    void what_a_killed_process_committed_is_there() throws Exception {
        Process process = process("hold");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).isEqualTo("committed");
            assertThatThrownBy(() -> SqliteHome.openForWriting(parent)).isInstanceOf(HomeInUse.class);
            process.destroyForcibly().waitFor(30, SECONDS);
        }
        try (SqliteHome home = SqliteHome.openForReading(parent)) {
            assertThat(number(home, "SELECT count(*) FROM t")).isEqualTo(1);
        }
        try (SqliteHome home = SqliteHome.openForWriting(parent)) {
            assertThat(number(home, "SELECT count(*) FROM t")).isEqualTo(1);
        }
    }

    @Test
    void another_client_that_holds_the_database_is_a_failure_that_passes() throws Exception {
        try (SqliteHome home = SqliteHome.openForWriting(parent);
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + parent.resolve("quadrille.db"))) {
            home.<Void>inTransaction(connection -> {
                run(connection, "PRAGMA busy_timeout = 1");
                return null;
            });
            run(other, "BEGIN IMMEDIATE");
            assertThatThrownBy(() -> execute(home, "CREATE TABLE t (x)"))
                    .isInstanceOf(RetryableFailure.class)
                    .hasMessageContaining("locked by another SQL client");
            run(other, "ROLLBACK");

            execute(home, "CREATE TABLE t (x)");
            assertThat(number(home, "SELECT count(*) FROM t")).isZero();
        }
    }

    @Test
    void a_full_disk_is_said_in_a_sentence_and_undone() throws IOException {
        try (SqliteHome home = SqliteHome.openForWriting(parent)) {
            execute(home, "CREATE TABLE t (x)");
            home.<Void>inTransaction(connection -> {
                run(connection, "PRAGMA max_page_count = 20");
                return null;
            });
            assertThatThrownBy(() -> execute(home, "INSERT INTO t VALUES (zeroblob(1000000))"))
                    .isInstanceOf(HomeUnusable.class)
                    .hasMessageContaining("no space left on its disk");
            execute(home, "INSERT INTO t VALUES (1)");
            assertThat(number(home, "SELECT count(*) FROM t")).isEqualTo(1);
        }
    }

    @Test
    void a_folder_without_a_home_is_said_to_have_none() {
        assertThatThrownBy(() -> SqliteHome.openForReading(parent))
                .isInstanceOf(NoHome.class)
                .hasMessage("There is no home in " + parent + ". Run a file first (quadrille run FILE), or name another"
                        + " home with --home.");
    }

    @Test
    void a_home_of_a_newer_version_is_refused() throws Exception {
        SqliteHome.openForWriting(parent).close();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + parent.resolve("quadrille.db"))) {
            run(other, "PRAGMA user_version = 99");
        }
        for (int tries = 0; tries < 2; tries++) {
            assertThatThrownBy(() -> SqliteHome.openForWriting(parent))
                    .isInstanceOf(HomeUnusable.class)
                    .hasMessageContaining("made by a newer Quadrille (format 99");
        }
        assertThatThrownBy(() -> SqliteHome.openForReading(parent)).isInstanceOf(HomeUnusable.class);
    }

    @Test
    void a_damaged_database_is_said_in_a_sentence() throws IOException {
        Files.writeString(parent.resolve("quadrille.db"), "this is no database at all, whatever its name".repeat(99));

        assertThatThrownBy(() -> SqliteHome.openForReading(parent))
                .isInstanceOf(HomeUnusable.class)
                .hasMessageContaining("is damaged");
        assertThatThrownBy(() -> SqliteHome.openForWriting(parent))
                .isInstanceOf(HomeUnusable.class)
                .hasMessageContaining("is damaged");
    }

    @Test
    void a_file_is_no_home() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");

        assertThatThrownBy(() -> SqliteHome.openForWriting(file))
                .isInstanceOf(HomeUnusable.class)
                .hasMessage("The home " + file + " is a file, not a folder. Name a folder with --home.");
        assertThatThrownBy(() -> SqliteHome.openForWriting(file.resolve("below")))
                .isInstanceOf(HomeUnusable.class)
                .hasMessageContaining("cannot be made");
    }

    @Test
    void a_closed_home_says_so() throws IOException {
        SqliteHome home = SqliteHome.openForWriting(parent);
        home.close();
        home.close();
        assertThatThrownBy(() -> execute(home, "CREATE TABLE t (x)")).hasMessageContaining("is closed");
        assertThatThrownBy(() -> number(home, "SELECT 1")).hasMessageContaining("is closed");
    }

    private String answerOfSecondProcess() throws Exception {
        Process process = process("try");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String answer = out.readLine();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return answer;
        }
    }

    private Process process(String what) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SecondProcess.class.getName(),
                        what,
                        parent.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void execute(SqliteHome home, String sql) {
        home.<Void>inTransaction(connection -> {
            run(connection, sql);
            return null;
        });
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(SqliteHome home, String sql) {
        return home.read(connection -> {
            try (ResultSet row = home.statement(connection, sql).executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
