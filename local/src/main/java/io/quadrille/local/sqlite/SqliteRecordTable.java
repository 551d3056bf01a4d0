package io.quadrille.local.sqlite;

import io.quadrille.events.json.JsonBytes;
import io.quadrille.events.records.Field;
import io.quadrille.handlers.ports.RecordTable;
import io.quadrille.handlers.ports.Version.Writer;
import io.quadrille.local.tables.RowBodies;
import io.quadrille.local.tables.RowLayout;
import io.quadrille.local.tables.TableKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a home, written. A write is one transaction: when it returns, it is committed. Thread safe.
 *
 * <p>A table may have any name. Rows of different columns stand in one table, but its key never changes: a write by
 * another key is refused with a {@link io.quadrille.local.tables.TableMismatch}. Beside the rows a view of the table's
 * name shows its columns to any SQL client.
 */
public final class SqliteRecordTable implements RecordTable {
    /** A fifth of a row's time is a statement's way into SQLite and back. More rows at a time gained nothing. */
    private static final int ROWS_AT_A_TIME = 50;

    private static final int USUAL_BODY_BYTES = 1_024;

    private final SqliteHome home;
    private final SqliteWriters writers;
    private final Map<Source, Target> targets = new ConcurrentHashMap<>();

    /** What writes have in common that go to one table by one key with the same columns. */
    private record Source(String table, TableKey key, RowLayout layout) {}

    /** Where they go. */
    private record Target(StoredTable table, int layout) {}

    /** @param home open for writing */
    public SqliteRecordTable(SqliteHome home) {
        this.home = home;
        this.writers = new SqliteWriters(home);
    }

    /**
     * Checks a write's key before there is anything to write; a table that is not there fits.
     *
     * @throws io.quadrille.local.tables.TableMismatch if the table is stored by another key
     */
    public void requireFits(TableWrite write) {
        TableKey key = TableKey.of(write);
        home.read(connection -> new TableCatalog(connection).find(write.table()))
                .ifPresent(table -> table.key().requireSame(write.table(), key));
    }

    /**
     * A write without records makes the table, so that an empty one can be read too.
     *
     * @throws IllegalArgumentException if the key of a record is of another type than the table's; no row is then written
     */
    @Override
    public void write(TableWrite write) {
        Source source = new Source(write.table(), TableKey.of(write), RowLayout.of(write.fields()));
        List<Row> rows = rows(write, source);
        Target target = targetOf(source);
        home.inTransaction(connection -> {
            for (int from = 0, to = 0; from < rows.size(); from = to) {
                int writer = rows.get(from).writer();
                while (to < rows.size() && rows.get(to).writer() == writer) {
                    to++;
                }
                write(connection, new Upsert(target, writer), rows.subList(from, to));
            }
            return rows.size();
        });
    }

    /** A row's parameters, and the number of its writer. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Row(Object partition, @Nullable Object sort, long line, int ordinal, byte[] body, int writer) {}

    @SuppressWarnings("ReferenceEquality") // seen at a glance: the rows of a chunk share their writer
    private List<Row> rows(TableWrite write, Source source) {
        List<Row> rows = new ArrayList<>(write.records().size());
        Field[] columns = write.fields().toArray(Field[]::new);
        JsonBytes body = new JsonBytes(USUAL_BODY_BYTES);
        @Nullable Writer last = null;
        int writer = 0;
        for (int i = 0; i < write.records().size(); i++) {
            VersionedRecord record = write.records().get(i);
            source.key().requireFits(write.table(), record);
            if (record.writer() != last) {
                last = record.writer();
                writer = writers.numberOf(last);
            }
            body.clear();
            RowBodies.write(body, columns, record);
            rows.add(new Row(
                    record.partition(), record.sort(), record.line(), record.ordinal(), body.toByteArray(), writer));
        }
        return rows;
    }

    /** What writes rows of one writer. */
    private record Upsert(Target target, int writer) {
        String sql(int rows) {
            return target.table().upsert(writer, target.layout(), rows);
        }
    }

    private void write(Connection connection, Upsert upsert, List<Row> rows) throws SQLException {
        int inGroups = rows.size() / ROWS_AT_A_TIME * ROWS_AT_A_TIME;
        write(connection, upsert, ROWS_AT_A_TIME, rows.subList(0, inGroups));
        write(connection, upsert, 1, rows.subList(inGroups, rows.size()));
    }

    /** @param count at a time, of which there are as many as divide the rows */
    private void write(Connection connection, Upsert upsert, int count, List<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        PreparedStatement statement = home.statement(connection, upsert.sql(count));
        try {
            for (int from = 0; from < rows.size(); from += count) {
                int parameter = 1;
                for (Row row : rows.subList(from, from + count)) {
                    parameter = set(statement, parameter, row);
                }
                statement.executeUpdate();
            }
        } finally {
            statement.clearParameters(); // it is kept for the next write; the rows need not be
        }
    }

    /** Sets a row's parameters. @return the number of the next row's first */
    private static int set(PreparedStatement statement, int first, Row row) throws SQLException {
        int parameter = first;
        statement.setObject(parameter++, row.partition());
        if (row.sort() != null) {
            statement.setObject(parameter++, row.sort());
        }
        statement.setLong(parameter++, row.line());
        statement.setInt(parameter++, row.ordinal());
        statement.setBytes(parameter++, row.body());
        return parameter;
    }

    /** Registered in a transaction of its own: what is remembered here is committed. */
    private Target targetOf(Source source) {
        Target known = targets.get(source);
        if (known == null) {
            known = home.inTransaction(connection -> register(new TableCatalog(connection), source));
            targets.put(source, known);
        }
        return known;
    }

    private static Target register(TableCatalog catalog, Source source) throws SQLException {
        StoredTable found = catalog.find(source.table()).orElse(null);
        StoredTable table = found == null ? catalog.create(source.table(), source.key()) : found;
        table.key().requireSame(source.table(), source.key());
        StoredTable stored =
                table.layouts().containsValue(source.layout()) ? table : catalog.add(table, source.layout());
        int layout = stored.layouts().entrySet().stream()
                .filter(entry -> entry.getValue().equals(source.layout()))
                .findFirst()
                .orElseThrow()
                .getKey();
        return new Target(stored, layout);
    }
}
