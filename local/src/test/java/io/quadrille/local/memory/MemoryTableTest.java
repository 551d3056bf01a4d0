package io.quadrille.local.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.json.JsonBytes;
import io.quadrille.events.records.Field;
import io.quadrille.events.records.FieldKind;
import io.quadrille.handlers.ports.RecordTable.TableWrite;
import io.quadrille.handlers.ports.RecordTable.VersionedRecord;
import io.quadrille.handlers.ports.Version;
import io.quadrille.local.tables.TableKey;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a map of the greatest versions, over so many rewrites that places run out, slabs fill and are left behind. */
class MemoryTableTest {
    private static final List<Field> FIELDS =
            List.of(new Field("id", FieldKind.INTEGER, long.class, false, false, List.of(), null), Field.text("name"));

    private final MemoryRecordTable table = new MemoryRecordTable();

    private record Kept(Version version, String name) {}

    @Test
    void the_greatest_version_of_each_key_stays() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        SortedMap<Long, Kept> expected = new TreeMap<>();
        for (int write = 0; write < 400; write++) {
            List<VersionedRecord> records = new ArrayList<>();
            for (int i = 0; i < (write % 50 == 0 ? 2_500 : 100); i++) { // some more than are put at once
                // Keys in rows, and keys far apart whose lowest bits are all zero.
                long key = random.nextBoolean() ? random.nextInt(4_000) : (long) random.nextInt(4_000) << 40;
                Version version = new Version(
                        Instant.ofEpochMilli(random.nextInt(3)), null, "run", 1 + random.nextInt(2), write + 1, i % 3);
                String name = "n" + "x".repeat(random.nextInt(120)) + write;
                records.add(new VersionedRecord(key, null, version, new Object[] {key, name}));
                Kept kept = expected.get(key);
                if (kept == null || version.compareTo(kept.version()) > 0) {
                    expected.put(key, new Kept(version, name));
                }
            }
            table.write(new TableWrite("names", List.of("id"), FIELDS, records));
        }
        List<String> rows = new ArrayList<>();
        table.read("names", cells -> rows.add(cells[0].text() + " " + cells[1].text()));
        assertThat(rows)
                .as("seed %d", seed)
                .isEqualTo(expected.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue().name())
                        .toList());
        assertThat(table.count("names")).isEqualTo(expected.size());
    }

    /** Texts of one hash: no further bit of it tells them apart, so that segments cannot go on splitting. */
    @Test
    void keys_of_one_hash_are_told_apart() throws IOException {
        List<VersionedRecord> records = new ArrayList<>();
        SortedSet<String> expected = new TreeSet<>();
        for (int i = 0; i < 1 << 13; i++) {
            StringBuilder key = new StringBuilder();
            for (int bit = 0; bit < 13; bit++) {
                key.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            assertThat(key.toString().hashCode()).isEqualTo("Aa".repeat(13).hashCode());
            Version version = new Version(Instant.EPOCH, null, "run", 1, i + 1, 0);
            records.add(new VersionedRecord(key.toString(), null, version, new Object[] {key.toString()}));
            expected.add(key.toString());
        }
        table.write(new TableWrite("texts", List.of("name"), List.of(Field.text("name")), records));
        table.write(new TableWrite("texts", List.of("name"), List.of(Field.text("name")), records));

        List<String> rows = new ArrayList<>();
        table.read("texts", cells -> rows.add(cells[0].text()));
        assertThat(rows).containsExactlyElementsOf(expected);
        assertThat(table.count("texts")).isEqualTo(expected.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1_000, 10_000})
    void a_write_that_changes_nothing_takes_no_memory(int rows) {
        TableWrite write = names(0, rows, 80, 1);
        MemoryTable names = new MemoryTable(TableKey.of(write));
        put(names, write);
        put(names, names(1_000_000, 1, 0, 1));
        long before = names.slabBytes();

        for (int i = 0; i < 20; i++) {
            put(names, write);
            put(names, names(0, rows, 90, 0));
        }

        assertThat(names.slabBytes()).isEqualTo(before);
        assertThat(names.count()).isEqualTo(rows + 1L);
        assertThat(names.rowsInOrder()).extracting(StoredRow::line).containsOnly(1L);
    }

    /** Rows in a slab of their own leave the room at the end of another one open. */
    @Test
    void a_few_rows_between_many_share_a_slab() {
        MemoryTable names = new MemoryTable(TableKey.of(names(0, 1, 0, 1)));
        long most = 0;
        for (int i = 0; i < 20; i++) {
            put(names, names(i * 1_000L, 1_000, 1_100, 1));
            put(names, names(1_000_000 + i, 1, 10, 1));
            most += 1_000 * 1_200;
        }
        assertThat(names.count()).isEqualTo(20 * 1_001);
        assertThat(names.slabBytes()).isLessThan(most + (2 << 20));
    }

    /** Around the lengths that rows need to have a slab of their own, or none. */
    @Test
    void rows_of_any_length_are_read_as_they_were_written() throws IOException {
        int[] lengths = {
            1, 32_700, 10, 32_760, 400_000, 3, 1_048_000, 1_048_600, 2, 65_000, 1_000_000, 40_000, 2_000_000, 5
        };
        SortedMap<Long, Integer> expected = new TreeMap<>();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < lengths.length; i++) {
                int length = lengths[(i * (round + 1)) % lengths.length];
                table.write(names(i, 1, length, round + 1));
                expected.put((long) i, length);
            }
        }
        SortedMap<Long, Integer> read = new TreeMap<>();
        table.read("names", cells -> {
            assertThat(cells[1].text().chars().distinct().toArray()).containsExactly('x');
            read.put(Long.valueOf(cells[0].text()), cells[1].text().length());
        });
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void a_key_of_another_type_fails_its_write_and_no_other() throws IOException {
        TableWrite sound = names(0, 1_500, 20, 1);
        List<VersionedRecord> records = new ArrayList<>(sound.records());
        records.set(1_200, new VersionedRecord("text", null, records.get(0).version(), new Object[] {1L, "x"}));
        assertThatThrownBy(() -> table.write(new TableWrite("names", List.of("id"), FIELDS, records)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'names' is keyed by id (integer)");

        table.write(sound);

        List<String> ids = new ArrayList<>();
        table.read("names", cells -> ids.add(cells[0].text()));
        assertThat(ids)
                .isEqualTo(IntStream.range(0, 1_500).mapToObj(String::valueOf).toList());
    }

    private static void put(MemoryTable into, TableWrite write) {
        OfferedRows rows = new OfferedRows(write, into, new JsonBytes(0));
        rows.take(0, write.records().size());
        into.put(rows);
    }

    /** Keys one after another, all with names of this length. */
    private static TableWrite names(long firstKey, int count, int length, long line) {
        List<VersionedRecord> records = new ArrayList<>();
        for (long key = firstKey; key < firstKey + count; key++) {
            Version version = new Version(Instant.EPOCH, null, "run", 1, line, 0);
            records.add(new VersionedRecord(key, null, version, new Object[] {key, "x".repeat(length)}));
        }
        return new TableWrite("names", List.of("id"), FIELDS, records);
    }
}
