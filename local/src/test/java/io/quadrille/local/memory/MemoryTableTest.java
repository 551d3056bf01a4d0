package io.quadrille.local.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.records.Field;
import io.quadrille.events.records.FieldKind;
import io.quadrille.handlers.ports.RecordTable.TableWrite;
import io.quadrille.handlers.ports.RecordTable.VersionedRecord;
import io.quadrille.handlers.ports.Version;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

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
}
