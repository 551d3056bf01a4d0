package io.quadrille.loadtests.peers;

import io.quadrille.loadtests.flow.ContactCsv;
import io.quadrille.loadtests.flow.ContactStore;
import io.quadrille.loadtests.lane.Candidate;
import io.quadrille.loadtests.lane.Course;
import io.quadrille.loadtests.lane.Evidence;
import io.quadrille.loadtests.lane.Lap;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * DuckDB: {@code read_csv} and the transform in SQL into a table in memory, which has no key and rejects nothing. The
 * database is opened before the lap is timed; its memory is not the JVM's.
 */
public final class DuckDbQuery implements Candidate {
    /** What Java's {@code strip} takes away of the white space in the files. */
    private static final String STRIPPED =
            "trim(coalesce(%s, ''), ' ' || chr(9) || chr(10) || chr(13) || chr(8195) || chr(12288))";

    private static final String QUERY = ("CREATE TABLE customers AS SELECT id, " + text("house_number") + ", "
            + text("street") + ", replace(upper(" + strip("town") + "), 'ẞ', 'SS') AS town, " + text("zip")
            + ", lower(" + strip("email") + ") AS email FROM read_csv('FILE', header = true, delim = ',',"
            + " quote = '\"', escape = '\"', columns = {'id': 'BIGINT', 'house_number': 'VARCHAR', 'street':"
            + " 'VARCHAR', 'town': 'VARCHAR', 'zip': 'VARCHAR', 'email': 'VARCHAR'})");

    private static String strip(String column) {
        return STRIPPED.formatted(column);
    }

    private static String text(String column) {
        return strip(column) + " AS " + column;
    }

    @Override
    public Lap prepare(Course course) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        return new Lap() {
            @Override
            public void run() throws SQLException {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(
                            QUERY.replace("FILE", course.file().toString().replace("'", "''")));
                }
            }

            @Override
            public Evidence evidence() throws IOException, SQLException {
                try (Statement statement = connection.createStatement()) {
                    long records;
                    try (ResultSet count = statement.executeQuery("SELECT count(*) FROM customers")) {
                        count.next();
                        records = count.getLong(1);
                    }
                    try (ResultSet rows = statement.executeQuery("SELECT * FROM customers ORDER BY id")) {
                        return new Evidence(records, ContactCsv.digest(ContactStore.contacts(rows)));
                    }
                }
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }
}
