package io.quadrille.local.sqlite;

import io.quadrille.handlers.ports.RecordTable;
import io.quadrille.local.tables.RowBodies;
import io.quadrille.local.tables.RowLayout;
import io.quadrille.local.tables.TableKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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

    /** A write without records makes the table, so that an empty one can be read too. */
    @Override
    public void write(TableWrite write) {
        Source source = new Source(write.table(), TableKey.of(write), RowLayout.of(write.fields()));
        List<VersionedRecord> records = List.copyOf(write.records()); // each may be made anew whenever it is asked for
        records.forEach(record -> source.key().requireFits(write.table(), record));
        List<byte[]> bodies = RowBodies.encode(write.fields(), records);
        int[] writerNumbers = writers.numbersOf(records);
        Target target = targetOf(source);
        home.inTransaction(connection -> {
            for (int from = 0, to = 0; from < bodies.size(); from = to) {
                while (to < bodies.size() && writerNumbers[to] == writerNumbers[from]) {
                    to++;
                }
                write(
                        connection,
                        new Upsert(target, writerNumbers[from]),
                        records.subList(from, to),
                        bodies.subList(from, to));
            }
            return bodies.size();
        });
    }

    /** What writes rows of one writer. */
    private record Upsert(Target target, int writer) {
        String sql(int rows) {
            return target.table().upsert(writer, target.layout(), rows);
        }
    }

    private void write(Connection connection, Upsert upsert, List<VersionedRecord> records, List<byte[]> bodies)
            throws SQLException {
        int inGroups = bodies.size() / ROWS_AT_A_TIME * ROWS_AT_A_TIME;
        write(connection, upsert, ROWS_AT_A_TIME, records.subList(0, inGroups), bodies.subList(0, inGroups));
        int end = bodies.size();
        write(connection, upsert, 1, records.subList(inGroups, end), bodies.subList(inGroups, end));
    }

    /** @param rows at a time, of which there are as many as divide the records */
    private void write(
            Connection connection, Upsert upsert, int rows, List<VersionedRecord> records, List<byte[]> bodies)
            throws SQLException {
        if (records.isEmpty()) {
            return;
        }
        PreparedStatement statement = home.statement(connection, upsert.sql(rows));
        try {
            for (int from = 0; from < records.size(); from += rows) {
                int parameter = 1;
                for (int row = from; row < from + rows; row++) {
                    parameter = set(statement, parameter, records.get(row), bodies.get(row));
                }
                statement.executeUpdate();
            }
        } finally {
            statement.clearParameters(); // it is kept for the next write; the rows need not be
        }
    }

    /** Sets a row's parameters. @return the number of the next row's first */
    private static int set(PreparedStatement statement, int first, VersionedRecord record, byte[] body)
            throws SQLException {
        int parameter = first;
        statement.setObject(parameter++, record.partition());
        if (record.sort() != null) {
            statement.setObject(parameter++, record.sort());
        }
        statement.setLong(parameter++, record.version().line());
        statement.setInt(parameter++, record.version().ordinal());
        statement.setBytes(parameter++, body);
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
