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
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

    /** Of a table half full: keys in rows, far apart, at distances that share a place of each run, in two parts, and texts. */
    @ParameterizedTest
    @MethodSource("keys")
    void a_key_is_found_after_a_few_tries(String shape, IntFunction<RowKey> keys) {
        int slots = 1 << 17;
        boolean[] taken = new boolean[slots];
        long tries = 0;
        for (int i = 0; i < slots / 2; i++) {
            int slot = keys.apply(i).hash() & slots - 1;
            for (int tried = 0; taken[slot]; tried++) {
                slot = MemoryTable.next(slot, tried, slots);
                tries++;
            }
            taken[slot] = true;
        }
        assertThat((double) tries / (slots / 2)).isLessThan(3);
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                key("in rows", i -> new RowKey((long) i, null)),
                key("8 apart", i -> new RowKey(8L * i, null)),
                key("64 apart", i -> new RowKey(64L * i, null)),
                key("1,000 apart", i -> new RowKey(1_000L * i, null)),
                key("times before a counter", i -> new RowKey((long) i << 22, null)),
                key("in two parts", i -> new RowKey((long) i / 256, (long) i % 256)),
                key("texts", i -> new RowKey("C-" + i, null)));
    }

    private static Arguments key(String shape, IntFunction<RowKey> keys) {
        return Arguments.of(shape, keys);
    }
}
