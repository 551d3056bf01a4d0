package io.quadrille.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.records.Field;
import io.quadrille.events.records.FieldKind;
import io.quadrille.events.records.RecordType;
import io.quadrille.handlers.ports.RecordTable;
import io.quadrille.handlers.ports.RecordTable.TableWrite;
import io.quadrille.handlers.ports.RecordTable.VersionedRecord;
import io.quadrille.handlers.ports.Version;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of records keeps to, whatever it is made of. */
public abstract class RecordTableContract {
    private static final List<Field> CUSTOMER = List.of(Field.text("id"), Field.text("name"));

    /** An empty store. */
    protected abstract RecordTable table();

    /**
     * Every row of the table in any order: column to value, absent ones left out; numbers with all digits and their
     * scale, {@code true} or {@code false}, nested values as JSON.
     */
    protected abstract List<Map<String, String>> rows(String table);

    @Test
    void the_greater_version_wins_in_either_order_of_arrival() {
        write(customer("1", "old", 2));
        write(customer("1", "new", 3));
        write(customer("2", "new", 3));
        write(customer("2", "old", 2));

        assertThat(rows("customers"))
                .containsExactlyInAnyOrder(Map.of("id", "1", "name", "new"), Map.of("id", "2", "name", "new"));
    }

    @Test
    void an_equal_version_changes_nothing() {
        write(customer("1", "first", 2));

        write(customer("1", "again", 2));
        assertThat(rows("customers")).containsExactly(Map.of("id", "1", "name", "first"));
    }

    @Test
    void each_part_of_a_version_decides_before_the_next() {
        Instant time = Instant.parse("2026-11-03T12:00:00Z");
        List<Version> rising = List.of(
                new Version(time, null, "run-a", 1, 2, 0),
                new Version(time, null, "run-a", 1, 2, 1),
                new Version(time, null, "run-a", 1, 300, 0),
                new Version(time, null, "run-a", 2, 2, 0),
                new Version(time, null, "run-b", 1, 2, 0),
                new Version(time, "0055AED6DCD90281E5", "run-a", 1, 2, 0),
                new Version(time.plusMillis(1), null, "run-a", 1, 2, 0));
        for (int i = 0; i < rising.size(); i++) {
            VersionedRecord record = new VersionedRecord("1", null, rising.get(i), new Object[] {"1", "n" + i});
            write(record);
            assertThat(rows("customers")).containsExactly(Map.of("id", "1", "name", "n" + i));
        }
        for (Version version : rising) {
            write(new VersionedRecord("1", null, version, new Object[] {"1", "late"}));
        }
        assertThat(rows("customers")).containsExactly(Map.of("id", "1", "name", "n" + (rising.size() - 1)));
    }

    @Test
    void a_key_twice_in_one_write_keeps_its_greatest_version() {
        write(customer("1", "a", 5), customer("1", "b", 7), customer("1", "c", 6), customer("2", "d", 1));

        assertThat(rows("customers"))
                .containsExactlyInAnyOrder(Map.of("id", "1", "name", "b"), Map.of("id", "2", "name", "d"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void keys_many_times_in_one_write_keep_their_greatest_versions(long seed) {
        List<VersionedRecord> records = overlapping(40, 5);
        Collections.shuffle(records, new Random(seed));
        write(records.toArray(VersionedRecord[]::new));
        assertThat(rows("customers")).containsExactlyInAnyOrderElementsOf(greatest(40, 5));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void any_order_and_any_batching_end_in_the_same_table(long seed) {
        Random random = new Random(seed);
        List<VersionedRecord> records = overlapping(40, 5);
        Collections.shuffle(records, random);
        List<VersionedRecord> rest = records;
        while (!rest.isEmpty()) {
            int size = Math.min(rest.size(), 1 + random.nextInt(30));
            write(rest.subList(0, size).toArray(VersionedRecord[]::new));
            rest = rest.subList(size, rest.size());
        }
        assertThat(rows("customers")).containsExactlyInAnyOrderElementsOf(greatest(40, 5));
    }

    @Test
    void writers_at_the_same_time_end_in_the_same_table() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int seed = 0; seed < 4; seed++) {
                List<VersionedRecord> records = overlapping(50, 4);
                Collections.shuffle(records, new Random(seed));
                for (int from = 0; from < records.size(); from += 20) {
                    VersionedRecord[] batch = records.subList(from, from + 20).toArray(VersionedRecord[]::new);
                    writers.add(threads.submit(() -> write(batch)));
                }
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(rows("customers")).containsExactlyInAnyOrderElementsOf(greatest(50, 4));
    }

    @Test
    void a_sort_key_tells_rows_of_one_partition_apart() {
        List<Field> fields = List.of(Field.text("order_id"), integer("line"), Field.text("sku"));
        TableWrite write = new TableWrite(
                "order_lines",
                List.of("order_id", "line"),
                fields,
                List.of(
                        new VersionedRecord("A", 1L, version(1), new Object[] {"A", 1L, "pen"}),
                        new VersionedRecord("A", 2L, version(2), new Object[] {"A", 2L, "ink"}),
                        new VersionedRecord("A", 1L, version(3), new Object[] {"A", 1L, "nib"})));

        table().write(write);

        assertThat(rows("order_lines"))
                .containsExactlyInAnyOrder(
                        Map.of("order_id", "A", "line", "1", "sku", "nib"),
                        Map.of("order_id", "A", "line", "2", "sku", "ink"));
    }

    @Test
    void integer_keys_are_told_apart_to_the_last_bit() {
        List<Field> fields = List.of(integer("id"), Field.text("name"));
        List<VersionedRecord> records = new ArrayList<>();
        for (long id : new long[] {Long.MIN_VALUE, -1, 0, 1, (1L << 53) + 1, Long.MAX_VALUE - 1, Long.MAX_VALUE}) {
            records.add(new VersionedRecord(id, null, version(1), new Object[] {id, "n" + id}));
        }
        table().write(new TableWrite("numbers", List.of("id"), fields, records));

        assertThat(rows("numbers")).hasSize(7).allSatisfy(row -> assertThat(row)
                .containsEntry("name", "n" + row.get("id")));
    }

    enum Colour {
        RED
    }

    record Part(String sku, BigDecimal price) {}

    record Everything(
            String id,
            int small,
            BigInteger big,
            BigDecimal decimal,
            boolean flag,
            LocalDate day,
            Instant time,
            Colour colour,
            Part part,
            List<Part> parts,
            Optional<String> note) {}

    @Test
    void every_kind_of_value_is_kept_exactly() {
        List<Field> fields = RecordType.records("everything.v1", Everything.class)
                .layout()
                .orElseThrow()
                .fields();
        Part part = new Part("pen", new BigDecimal("1.50"));
        Object[] values = {
            "1",
            -7,
            new BigInteger("12345678901234567890123456789012345678"),
            new BigDecimal("-12.500"),
            true,
            LocalDate.of(2026, 2, 28),
            Instant.parse("2026-11-03T12:00:00.123456789Z"),
            Colour.RED,
            part,
            List.of(part),
            null
        };
        table().write(new TableWrite(
                "everything", List.of("id"), fields, List.of(new VersionedRecord("1", null, version(1), values))));

        assertThat(rows("everything"))
                .containsExactly(Map.of(
                        "id", "1",
                        "small", "-7",
                        "big", "12345678901234567890123456789012345678",
                        "decimal", "-12.500",
                        "flag", "true",
                        "day", "2026-02-28",
                        "time", "2026-11-03T12:00:00.123456789Z",
                        "colour", "RED",
                        "part", "{\"sku\":\"pen\",\"price\":1.50}",
                        "parts", "[{\"sku\":\"pen\",\"price\":1.50}]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "0.00", "10", "10.0", "1E+3", "0.000001", "-0.10", "99999999999999999999999999999999999.999"
            })
    void a_decimal_keeps_its_scale(String decimal) {
        List<Field> fields = List.of(
                Field.text("id"), new Field("d", FieldKind.DECIMAL, BigDecimal.class, true, false, List.of(), null));
        Object[] values = {"1", new BigDecimal(decimal)};
        table().write(new TableWrite(
                "decimals", List.of("id"), fields, List.of(new VersionedRecord("1", null, version(1), values))));

        assertThat(rows("decimals")).singleElement().satisfies(row -> assertThat(new BigDecimal(row.get("d")))
                .isEqualTo(new BigDecimal(decimal)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "NULL",
                "'; DROP TABLE customers; --",
                "\"quoted\"",
                "a,b",
                "a\r\nb",
                "\t",
                "\u0000",
                "a\u0000b",
                "\u0001\u001f\u007f\u0085",
                "\u2028\u2029",
                "=1+1",
                "+1",
                "-1",
                "@x",
                "0012",
                "1e5",
                "é",
                "e\u0301",
                "日本語",
                "😀",
                "\uFEFFbom",
                "\uFFFF",
                "{\"a\":1}",
                "[1]",
                "\\",
                "\\u0000",
                "%s",
                "${x}"
            })
    void text_is_carried_unchanged(String text) {
        String key = "k" + text;
        write(new VersionedRecord(key, null, version(1), new @Nullable Object[] {key, text}));

        assertThat(rows("customers")).containsExactly(Map.of("id", key, "name", text));
    }

    @Test
    void a_value_of_300_kilobytes_is_carried_unchanged() {
        String text = "0123456789".repeat(30_000);
        write(customer("1", text, 1));

        assertThat(rows("customers")).containsExactly(Map.of("id", "1", "name", text));
    }

    @Test
    void text_keys_that_look_alike_are_different_keys() {
        List<String> keys = List.of("a", "A", "a ", "é", "e\u0301", "1", "01", "1.0", "a\u0000", "😀");
        for (String key : keys) {
            write(customer(key, "n", 1));
        }
        assertThat(rows("customers")).extracting(row -> row.get("id")).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void rows_of_different_columns_stand_in_one_table() {
        write(customer("1", "Ann", 1), customer("2", "Bo", 2));
        List<Field> other = List.of(Field.text("town"), Field.text("id"));
        VersionedRecord later = new VersionedRecord("2", null, version(3), new Object[] {"York", "2"});

        table().write(new TableWrite("customers", List.of("id"), other, List.of(later)));

        assertThat(rows("customers"))
                .containsExactlyInAnyOrder(Map.of("id", "1", "name", "Ann"), Map.of("id", "2", "town", "York"));
    }

    @Test
    void tables_do_not_know_each_other() {
        write(customer("1", "Ann", 1));
        table().write(new TableWrite("other", List.of("id"), CUSTOMER, List.of(customer("1", "Bo", 1))));

        assertThat(rows("customers")).containsExactly(Map.of("id", "1", "name", "Ann"));
        assertThat(rows("other")).containsExactly(Map.of("id", "1", "name", "Bo"));
    }

    /** So many that a store may take several at a time, and some are left over. */
    @Test
    void a_write_of_many_records_of_several_writers_keeps_the_greatest() {
        List<VersionedRecord> first = new ArrayList<>();
        List<VersionedRecord> second = new ArrayList<>();
        List<Map<String, String>> expected = new ArrayList<>();
        for (int i = 0; i < 333; i++) {
            boolean wins = i / 60 % 2 == 0;
            Version earlier = new Version(Instant.EPOCH, null, i / 120 % 2 == 0 ? "run-a" : "run-b", 1, 2 + i, 0);
            Version later = new Version(Instant.EPOCH, null, wins ? "run-c" : "run-0", 1, 2, 0);
            first.add(new VersionedRecord("k" + i, null, earlier, new Object[] {"k" + i, "first"}));
            second.add(new VersionedRecord("k" + i, null, later, new Object[] {"k" + i, "second"}));
            expected.add(Map.of("id", "k" + i, "name", wins ? "second" : "first"));
        }
        write(first.toArray(VersionedRecord[]::new));
        write(second.toArray(VersionedRecord[]::new));
        assertThat(rows("customers")).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void a_write_of_no_records_changes_nothing() {
        write(customer("1", "Ann", 1));
        write();
        assertThat(rows("customers")).containsExactly(Map.of("id", "1", "name", "Ann"));
    }

    protected final void write(VersionedRecord... records) {
        table().write(new TableWrite("customers", List.of("id"), CUSTOMER, List.of(records)));
    }

    protected static VersionedRecord customer(String id, String name, long line) {
        return new VersionedRecord(id, null, version(line), new Object[] {id, name});
    }

    protected static Version version(long line) {
        return new Version(Instant.parse("2026-11-03T12:00:00Z"), null, "0123456789abcdef", 1, line, 0);
    }

    protected static Field integer(String name) {
        return new Field(name, FieldKind.INTEGER, long.class, false, false, List.of(), null);
    }

    /** So many keys in so many versions each. */
    private static List<VersionedRecord> overlapping(int keys, int versions) {
        List<VersionedRecord> records = new ArrayList<>();
        for (int key = 0; key < keys; key++) {
            for (int line = 1; line <= versions; line++) {
                records.add(customer("k" + key, "line " + line, line));
            }
        }
        return records;
    }

    private static List<Map<String, String>> greatest(int keys, int versions) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int key = 0; key < keys; key++) {
            rows.add(new HashMap<>(Map.of("id", "k" + key, "name", "line " + versions)));
        }
        return rows;
    }
}
