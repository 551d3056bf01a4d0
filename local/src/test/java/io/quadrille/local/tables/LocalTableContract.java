package io.quadrille.local.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.contracts.RecordTableContract;
import io.quadrille.events.records.Field;
import io.quadrille.events.records.FieldKind;
import io.quadrille.events.records.RecordType;
import io.quadrille.handlers.ports.RecordTable.TableWrite;
import io.quadrille.handlers.ports.RecordTable.VersionedRecord;
import io.quadrille.handlers.tables.NoSuchTable;
import io.quadrille.handlers.tables.TableReader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the local stores keep to beyond the port: rows in the order of their keys, as CSV and as JSON. */
public abstract class LocalTableContract extends RecordTableContract {

    protected abstract TableReader reader();

    @Override
    protected final List<Map<String, String>> rows(String table) {
        return TableTexts.rows(reader(), table);
    }

    record Item(String sku, int count) {}

    record Order(
            String id,
            Optional<String> note,
            BigDecimal price,
            boolean paid,
            Optional<LocalDate> due,
            List<Item> items) {}

    @Test
    void text_keys_are_ordered_by_their_utf_8_bytes() {
        List<String> ordered = List.of("A", "B", "a", "ab", "b", "é", "\uD7FF", "\uFFFD", "😀");
        for (String key : List.of("😀", "b", "\uFFFD", "A", "é", "ab", "\uD7FF", "a", "B")) {
            write(customer(key, "n", 1));
        }
        assertThat(rows("customers")).extracting(row -> row.get("id")).containsExactlyElementsOf(ordered);
    }

    @Test
    void integer_keys_are_ordered_by_value() {
        List<VersionedRecord> records = Stream.of(10L, 9L, -1L, 100L, Long.MAX_VALUE, Long.MIN_VALUE)
                .map(id -> new VersionedRecord(id, null, version(1), new Object[] {id}))
                .toList();
        table().write(new TableWrite("numbers", List.of("id"), List.of(integer("id")), records));

        assertThat(TableTexts.csv(reader(), "numbers"))
                .isEqualTo("id\n-9223372036854775808\n-1\n9\n10\n100\n9223372036854775807\n");
    }

    @Test
    void rows_of_one_partition_are_ordered_by_sort_key() {
        List<VersionedRecord> records = Stream.of("B/2", "A/10", "B/1", "A/9")
                .map(key -> key.split("/"))
                .map(key -> new VersionedRecord(
                        key[0], Long.valueOf(key[1]), version(1), new Object[] {key[0], Long.valueOf(key[1])}))
                .toList();
        List<Field> fields = List.of(Field.text("order_id"), integer("line"));
        table().write(new TableWrite("order_lines", List.of("order_id", "line"), fields, records));

        assertThat(TableTexts.csv(reader(), "order_lines")).isEqualTo("order_id,line\nA,9\nA,10\nB,1\nB,2\n");
    }

    @Test
    void csv_and_json_show_every_kind_exactly() {
        List<Field> fields = RecordType.records("orders.v1", Order.class)
                .layout()
                .orElseThrow()
                .fields();
        table().write(new TableWrite(
                "orders",
                List.of("id"),
                fields,
                List.of(
                        new VersionedRecord("1", null, version(1), new Object[] {
                            "1",
                            "say \"hi\", all\nof you",
                            new BigDecimal("12.50"),
                            true,
                            LocalDate.of(2026, 1, 31),
                            List.of(new Item("pen", 2))
                        }),
                        new VersionedRecord("2", null, version(2), new Object[] {
                            "2", null, new BigDecimal("0.00"), false, null, List.of()
                        }))));

        assertThat(TableTexts.csv(reader(), "orders"))
                .isEqualTo(
                        """
                        id,note,price,paid,due,items
                        1,"say ""hi"", all
                        of you",12.50,1,2026-01-31,"[{""sku"":""pen"",""count"":2}]"
                        2,,0.00,0,,[]
                        """);
        assertThat(TableTexts.json(reader(), "orders"))
                .isEqualTo(
                        """
                        [{"id":"1","note":"say \\"hi\\", all\\nof you","price":12.50,"paid":true,"due":"2026-01-31",\
                        "items":[{"sku":"pen","count":2}]},\
                        {"id":"2","note":null,"price":0.00,"paid":false,"due":null,"items":[]}]
                        """);
    }

    @Test
    void columns_are_those_of_the_first_layout_and_then_what_later_ones_added() {
        write(customer("1", "Ann", 1));
        List<Field> later = List.of(Field.text("town"), Field.text("id"));
        table().write(new TableWrite(
                "customers", List.of("id"), later, List.of(new VersionedRecord("2", null, version(2), new Object[] {
                    "York", "2"
                }))));

        assertThat(TableTexts.csv(reader(), "customers")).isEqualTo("id,name,town\n1,Ann,\n2,,York\n");
        assertThat(reader().count("customers")).isEqualTo(2);
    }

    @Test
    void a_column_that_changed_its_kind_shows_each_row_as_it_was_loaded() {
        write(customer("1", "007", 1));
        List<Field> numbered = List.of(Field.text("id"), integer("name"));
        table().write(new TableWrite(
                "customers", List.of("id"), numbered, List.of(new VersionedRecord("2", null, version(2), new Object[] {
                    "2", 7L
                }))));

        assertThat(TableTexts.json(reader(), "customers"))
                .isEqualTo("[{\"id\":\"1\",\"name\":\"007\"},{\"id\":\"2\",\"name\":7}]\n");
    }

    @Test
    void a_write_by_another_key_is_refused_and_names_both() {
        write(customer("1", "Ann", 1));
        List<Field> fields = List.of(integer("id"), Field.text("name"));
        TableWrite byName = new TableWrite(
                "customers",
                List.of("id", "name"),
                fields,
                List.of(new VersionedRecord(1L, "Ann", version(2), new Object[] {1L, "Ann"})));

        assertThatThrownBy(() -> table().write(byName))
                .isInstanceOf(TableMismatch.class)
                .hasMessage("Table 'customers' is keyed by id (text), but this run keys it by id (integer) and name"
                        + " (text). Load into a table of another name, key it as before, or name another home with"
                        + " --home.");
        assertThat(rows("customers")).containsExactly(Map.of("id", "1", "name", "Ann"));
    }

    @Test
    void a_key_of_another_type_than_its_field_is_refused_without_its_value() {
        assertThatThrownBy(() -> write(new VersionedRecord(4711L, null, version(1), new Object[] {"4711", "n"})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keyed by id (text)")
                .hasMessageNotContaining("4711");
    }

    @Test
    void a_table_that_is_missing_is_answered_with_those_there_are() {
        write(customer("1", "Ann", 1));

        assertThat(reader().tables()).containsExactly("customers");
        assertThatThrownBy(() -> reader().count("custmers"))
                .isInstanceOf(NoSuchTable.class)
                .hasMessage("There is no table 'custmers'. The tables are customers.");
    }

    @Test
    void a_field_kind_decides_the_column_and_not_the_look_of_a_value() {
        List<Field> fields = List.of(
                Field.text("id"), new Field("d", FieldKind.DECIMAL, BigDecimal.class, false, false, List.of(), null));
        table().write(new TableWrite(
                "t", List.of("id"), fields, List.of(new VersionedRecord("1E2", null, version(1), new Object[] {
                    "1E2", new BigDecimal("1E2")
                }))));

        assertThat(TableTexts.json(reader(), "t")).isEqualTo("[{\"id\":\"1E2\",\"d\":1E+2}]\n");
    }
}
