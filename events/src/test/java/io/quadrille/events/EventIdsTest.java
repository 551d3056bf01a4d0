package io.quadrille.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.hashing.Hashes;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Golden values: a changed id makes every redelivered event a new one. Change them only on purpose. */
class EventIdsTest {
    private static final SourceObject SOURCE = new SourceObject("landing", "in/a.csv", "v1", 10);
    private static final RunKey RUN = new RunKey("customers", "0123456789abcdef", 1);

    @Test
    void run_id_is_what_it_always_was() {
        assertThat(EventIds.run(SOURCE, "digest")).isEqualTo("4j0300cab2vxd8v8");
    }

    @Test
    void event_ids_are_what_they_always_were() {
        assertThat(EventIds.ofRun(RUN, "run-started")).isEqualTo("g4rpz0xcbaarg1g2nb29xbfdd3");
        assertThat(EventIds.ofChunk(new ChunkKey(RUN, "load", 7), "records-loaded"))
                .isEqualTo("999ce75qpjak2656s8w7h22th0");
    }

    @Test
    void each_part_makes_another_run() {
        Set<String> ids = new HashSet<>();
        ids.add(EventIds.run(SOURCE, "digest"));
        ids.add(EventIds.run(SOURCE, "digesu"));
        ids.add(EventIds.run(new SourceObject("landinh", "in/a.csv", "v1", 10), "digest"));
        ids.add(EventIds.run(new SourceObject("landing", "in/b.csv", "v1", 10), "digest"));
        ids.add(EventIds.run(new SourceObject("landing", "in/a.csv", "v2", 10), "digest"));
        ids.add(EventIds.run(new SourceObject("landingi", "n/a.csv", "v1", 10), "digest"));
        assertThat(ids).hasSize(6).allMatch(id -> id.matches("[0-9a-hjkmnp-tv-z]{16}"));
        assertThat(EventIds.run(new SourceObject("landing", "in/a.csv", "v1", 99), "digest"))
                .as("the length is known by the version")
                .isEqualTo(EventIds.run(SOURCE, "digest"));
    }

    @Test
    void each_part_makes_another_event() {
        Set<String> ids = new HashSet<>();
        ids.add(EventIds.ofChunk(new ChunkKey(RUN, "load", 7), "a"));
        ids.add(EventIds.ofChunk(new ChunkKey(RUN, "load", 7), "b"));
        ids.add(EventIds.ofChunk(new ChunkKey(RUN, "load", 8), "a"));
        ids.add(EventIds.ofChunk(new ChunkKey(RUN, "loae", 7), "a"));
        ids.add(EventIds.ofChunk(new ChunkKey(new RunKey("customers", "0123456789abcdef", 2), "load", 7), "a"));
        ids.add(EventIds.ofChunk(new ChunkKey(new RunKey("customers", "0123456789abcdeg", 1), "load", 7), "a"));
        ids.add(EventIds.ofRun(RUN, "a"));
        assertThat(ids).hasSize(7).allMatch(id -> id.length() == 26);
    }

    @Test
    void base32_has_five_bits_a_character_and_no_ambiguous_letter() {
        assertThat(Hashes.base32(new byte[] {0, 0, 0, 0, 0}, 8)).isEqualTo("00000000");
        assertThat(Hashes.base32(new byte[] {-1, -1, -1, -1, -1}, 8)).isEqualTo("zzzzzzzz");
        assertThat(Hashes.base32(new byte[] {0x08, 0x42, 0x10, (byte) 0x84, 0x21}, 8))
                .isEqualTo("11111111");
        assertThat(Hashes.base32(new byte[] {0, 1}, 3)).isEqualTo("000");
    }

    @Test
    void extension_names_are_what_cloud_events_asks_for() throws IllegalAccessException {
        Set<String> names = new HashSet<>();
        for (Field field : Extensions.class.getFields()) {
            assertThat(Modifier.isStatic(field.getModifiers())).isTrue();
            String name = (String) field.get(null);
            assertThat(name).matches("[a-z0-9]{1,20}");
            assertThat(names.add(name)).as(name).isTrue();
        }
        assertThat(names).doesNotContain("id", "source", "type", "data", "time", "subject", "specversion");
    }

    @Test
    void run_and_chunk_keys_refuse_what_counts_from_elsewhere() {
        assertThatThrownBy(() -> new RunKey("customers", "run", 0))
                .hasMessage("run 'run' of pipeline 'customers', attempt 0 (from 1)");
        assertThatThrownBy(() -> new ChunkKey(RUN, "load", -1)).hasMessage("step 'load', chunk -1 (from 0)");
        assertThat(new ChunkKey(new RunKey("customers", "run", 2), "load", 3))
                .hasToString("customers/run/2 load chunk 3");
    }

    @Test
    void counts_balance_when_every_record_has_one_fate() {
        assertThat(new Counts(5, 6, 3, 1, 1, 0).isBalanced()).isTrue();
        assertThat(new Counts(5, 5, 0, 1, 0, 0).isBalanced()).isFalse();
        assertThat(Counts.ZERO.plus(new Counts(1, 2, 3, 4, 5, 6))).isEqualTo(new Counts(1, 2, 3, 4, 5, 6));
        assertThatThrownBy(() -> new Counts(0, 0, 0, -1, 0, 0)).hasMessageContaining("rejected -1");
    }
}
