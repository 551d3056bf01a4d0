package io.quadrille.local.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.records.Field;
import io.quadrille.events.records.RecordType;
import io.quadrille.handlers.ports.RecordTable;
import io.quadrille.handlers.tables.Cell;
import io.quadrille.handlers.tables.RowVisitor;
import io.quadrille.handlers.tables.TableReader;
import io.quadrille.local.tables.LocalTableContract;
import io.quadrille.local.tables.TableTexts;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SqliteRecordTableTest extends LocalTableContract {
    @TempDir
    private Path folder;

    private SqliteHome home;
    private RecordTable table;

    @BeforeEach
    void open() throws IOException {
        home = SqliteHome.openForWriting(folder);
        table = new SqliteRecordTable(home);
    }

    @AfterEach
    void close() throws IOException {
        home.close();
    }

    @Override
    protected RecordTable table() {
        return table;
    }

    @Override
    protected TableReader reader() {
        return new SqliteTableReader(home);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "customers",
                "my file (1)",
                "a\"b",
                "it's",
                "select",
                "table",
                "sqlite_schema",
                "SQLITE_x",
                "quadrille/tables",
                "quadrille/rows/1",
                "日本語",
                "😀",
                "1",
                "--",
                "a.b",
                "%",
                "[x]",
                "`x`",
                ";"
            })
    void a_table_may_have_any_name(String name) throws SQLException {
        List<Field> fields = List.of(Field.text("id"), Field.text("select"), Field.text("a\"b"), Field.text("it's"));
        RecordTable.VersionedRecord record =
                new RecordTable.VersionedRecord("1", null, version(1), new Object[] {"1", "s", "q", "i"});
        table.write(new RecordTable.TableWrite(name, List.of("id"), fields, List.of(record)));

        assertThat(reader().tables()).containsExactly(name);
        assertThat(TableTexts.csv(reader(), name)).isEqualTo("id,select,\"a\"\"b\",it's\n1,s,q,i\n");
        boolean kept = name.toLowerCase(java.util.Locale.ROOT).matches("(sqlite_|quadrille/).*");
        assertThat(query("SELECT * FROM " + SqlNames.quoted((kept ? "_" : "") + name)))
                .containsExactly("1|s|q|i");
    }

    @Test
    void tables_that_differ_in_case_alone_have_a_view_each() throws SQLException {
        write(customer("1", "Ann", 1));
        table.write(new RecordTable.TableWrite(
                "Customers",
                List.of("id"),
                List.of(Field.text("id"), Field.text("name")),
                List.of(customer("1", "Bo", 1))));

        assertThat(query("SELECT name FROM customers")).containsExactly("Ann");
        assertThat(query("SELECT name FROM _Customers")).containsExactly("Bo");
    }

    @Test
    void a_record_whose_key_is_of_another_type_leaves_none_of_its_write() throws SQLException {
        List<Field> fields = List.of(Field.text("id"), Field.text("name"));
        List<RecordTable.VersionedRecord> records = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            records.add(customer("c" + i, "Ann", i + 1));
        }
        records.set(59, new RecordTable.VersionedRecord(59L, null, version(60), new Object[] {"c59", "Ann"}));
        assertThatThrownBy(() -> table.write(new RecordTable.TableWrite("misfits", List.of("id"), fields, records)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'misfits' is keyed by id (text)");

        assertThat(reader().tables()).isEmpty();
        table.write(new RecordTable.TableWrite("misfits", List.of("id"), fields, records.subList(0, 59)));
        assertThat(query("SELECT count(*) FROM misfits")).containsExactly("59");
    }

    record Sale(long id, String shop, BigDecimal amount, boolean paid, BigInteger serial, List<String> tags) {}

    @Test
    void the_view_shows_every_column_with_its_type() throws SQLException {
        List<Field> fields = RecordType.records("sales.v1", Sale.class)
                .layout()
                .orElseThrow()
                .fields();
        Object[] values = {7L, "York", new BigDecimal("12.50"), true, BigInteger.TEN, List.of("a", "b")};
        table.write(new RecordTable.TableWrite(
                "sales",
                List.of("id"),
                fields,
                List.of(new RecordTable.VersionedRecord(7L, null, version(1), values))));

        assertThat(query("SELECT * FROM sales WHERE id = 7 AND amount > 12"))
                .containsExactly("7|York|12.5|1|10|[\"a\",\"b\"]");
        assertThat(query("SELECT name, type FROM pragma_table_info('sales')"))
                .containsExactly("id|INTEGER", "shop|TEXT", "amount|REAL", "paid|INT", "serial|NUM", "tags|TEXT");
        assertThat(query("EXPLAIN QUERY PLAN SELECT * FROM sales WHERE id = 7").get(0))
                .contains("USING INTEGER PRIMARY KEY");
    }

    @Test
    void the_view_follows_every_new_layout() throws SQLException {
        write(customer("1", "Ann", 1));
        table.write(new RecordTable.TableWrite(
                "customers",
                List.of("id"),
                List.of(Field.text("town"), Field.text("id")),
                List.of(new RecordTable.VersionedRecord("2", null, version(2), new Object[] {"York", "2"}))));

        assertThat(query("SELECT id, name, town FROM customers ORDER BY id"))
                .containsExactly("1|Ann|null", "2|null|York");
    }

    @Test
    void a_table_of_3000_columns_is_loaded_and_read() throws SQLException {
        List<Field> fields = new ArrayList<>();
        Object[] values = new Object[3_000];
        for (int i = 0; i < values.length; i++) {
            fields.add(Field.text("c" + i));
            values[i] = "v" + i;
        }
        table.write(new RecordTable.TableWrite(
                "wide",
                List.of("c0"),
                fields,
                List.of(new RecordTable.VersionedRecord("v0", null, version(1), values))));

        assertThat(rows("wide").get(0)).hasSize(3_000).containsEntry("c2999", "v2999");
        assertThat(query("SELECT c1999 FROM wide")).containsExactly("v1999");
    }

    @Test
    void a_reader_sees_one_state_while_others_write() throws IOException {
        write(customer("1", "Ann", 1), customer("2", "Bo", 1));
        List<@Nullable Cell> names = new ArrayList<>();
        try (SqliteHome reading = SqliteHome.openForReading(folder)) {
            TableReader reader = new SqliteTableReader(reading);
            reader.read("customers", new RowVisitor() {
                @Override
                public void row(@Nullable Cell[] cells) {
                    names.add(cells[1]);
                    write(customer("2", "changed", 2), customer("3", "new", 2));
                }
            });
            assertThat(names)
                    .extracting(cell -> cell == null ? "" : cell.text())
                    .containsExactly("Ann", "Bo");
            assertThat(reader.count("customers")).isEqualTo(3);
        }
    }

    @Test
    void rows_outlive_the_home_that_wrote_them() throws IOException {
        write(customer("1", "Ann", 1));
        home.close();
        home = SqliteHome.openForWriting(folder);
        table = new SqliteRecordTable(home);

        write(customer("1", "late", 1));
        assertThat(TableTexts.csv(reader(), "customers")).isEqualTo("id,name\n1,Ann\n");
    }

    private List<String> query(String sql) {
        return home.read(connection -> {
            List<String> rows = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(sql)) {
                int columns = result.getMetaData().getColumnCount();
                while (result.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= columns; i++) {
                        row.add(String.valueOf(result.getObject(i)));
                    }
                    rows.add(String.join("|", row));
                }
            }
            return rows;
        });
    }
}
