package io.quadrille.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.handlers.ports.BlobStore;
import io.quadrille.local.memory.MemoryBlobStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BlobStoreTest {
    @TempDir
    private Path folder;

    @Test
    void a_blob_is_found_as_it_was_put_last() {
        for (BlobStore store : stores()) {
            byte[] bytes = {0, 1, -1};
            store.put("claims/run-1/7", bytes);
            bytes[0] = 9;
            assertThat(store.find("claims/run-1/7")).hasValue(new byte[] {0, 1, -1});
            store.put("claims/run-1/7", new byte[0]);
            assertThat(store.find("claims/run-1/7")).hasValue(new byte[0]);
            assertThat(store.find("claims/run-1")).isEmpty();
            assertThat(store.find("claims/run-1/8")).isEmpty();
        }
    }

    @Test
    void all_blobs_of_a_prefix_are_removed_and_no_other() {
        List<String> keys = List.of("claims/a", "claims/a/1", "claims/ab", "claims/b/1", "dead/a", "claims/a/2/3");
        for (BlobStore store : stores()) {
            keys.forEach(key -> store.put(key, key.getBytes(UTF_8)));
            store.removeAll("claims/a/");
            assertThat(keys)
                    .filteredOn(key -> store.find(key).isPresent())
                    .containsExactly("claims/a", "claims/ab", "claims/b/1", "dead/a");
            store.removeAll("claims/a");
            assertThat(keys).filteredOn(key -> store.find(key).isPresent()).containsExactly("claims/b/1", "dead/a");
            store.removeAll("nothing/of/this");
            store.removeAll("");
            assertThat(keys).filteredOn(key -> store.find(key).isPresent()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "a", "a.b", "a%2e", "é", "a:b*c?", "con", "a b", "a/b/c/d", "x.blob/y", "x"})
    void a_key_may_have_any_characters(String key) {
        BlobStore store = new FolderBlobStore(folder);
        store.put("x.blob", new byte[] {1});
        store.put(key, new byte[] {2});

        assertThat(store.find(key)).hasValue(new byte[] {2});
        assertThat(store.find("x.blob")).hasValue(new byte[] {1});
        store.removeAll(key);
        assertThat(store.find(key)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "..", "../x", "a/../b", "a/./b", "a//b", "/etc/passwd", "a/"})
    void a_key_that_leads_elsewhere_is_refused(String key) {
        BlobStore store = new FolderBlobStore(folder.resolve("blobs"));

        assertThatThrownBy(() -> store.put(key, new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.find(key)).isInstanceOf(IllegalArgumentException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_reader_never_sees_a_part_and_nothing_is_left_over() throws Exception {
        BlobStore store = new FolderBlobStore(folder, Set.of("claims/"));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                byte[] whole = new byte[50_000];
                java.util.Arrays.fill(whole, (byte) i);
                writers.add(threads.submit(() -> store.put("claims/same", whole)));
                writers.add(threads.submit(() -> store.find("claims/same").ifPresent(bytes -> {
                    assertThat(bytes).hasSize(50_000);
                    assertThat(bytes).containsOnly(bytes[0]);
                })));
                writers.add(threads.submit(() -> store.removeAll("claims/other/")));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            threads.shutdownNow();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    @Test
    void blobs_are_put_while_others_are_removed() throws Exception {
        BlobStore store = new FolderBlobStore(folder, Set.of("claims/"));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> tasks = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String key = "claims/run/" + i;
                tasks.add(threads.submit(() -> store.put(key, new byte[10])));
                tasks.add(threads.submit(() -> store.removeAll("claims/run/")));
            }
            for (Future<?> task : tasks) {
                task.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private List<BlobStore> stores() {
        return List.of(new MemoryBlobStore(), new FolderBlobStore(folder.resolve("blobs")));
    }
}
