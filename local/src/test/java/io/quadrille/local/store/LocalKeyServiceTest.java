package io.quadrille.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.handlers.ports.KeyService.DataKey;
import io.quadrille.handlers.ports.KeyService.KeyContext;
import io.quadrille.handlers.ports.KeyService.KeyGone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalKeyServiceTest {
    private static final KeyContext RUN = new KeyContext("customers", "0123456789abcdef");

    @TempDir
    private Path home;

    @Test
    void a_wrapped_key_opens_for_its_run_also_in_another_process() {
        DataKey key = new LocalKeyService(home).generate(RUN);

        assertThat(key.plaintext()).hasSize(32);
        assertThat(new LocalKeyService(home).unwrap(key.wrapped(), RUN)).isEqualTo(key.plaintext());
        assertThat(new LocalKeyService(home).generate(RUN).plaintext()).isNotEqualTo(key.plaintext());
    }

    @Test
    void a_wrapped_key_opens_for_no_other_run_or_pipeline() {
        LocalKeyService keys = new LocalKeyService(home);
        String wrapped = keys.generate(RUN).wrapped();

        for (KeyContext other : List.of(
                new KeyContext("customers", "another"),
                new KeyContext("orders", RUN.run()),
                new KeyContext("customer", "s" + RUN.run()))) {
            assertThatThrownBy(() -> keys.unwrap(wrapped, other))
                    .isInstanceOf(KeyGone.class)
                    .hasMessageContaining(other.run())
                    .hasMessageNotContaining(wrapped);
        }
    }

    @Test
    void a_wrapped_key_that_was_changed_does_not_open() {
        LocalKeyService keys = new LocalKeyService(home);
        byte[] wrapped = Base64.getDecoder().decode(keys.generate(RUN).wrapped());
        for (int i = 0; i < wrapped.length; i++) {
            byte[] changed = wrapped.clone();
            changed[i] ^= 1;
            String text = Base64.getEncoder().encodeToString(changed);
            assertThatThrownBy(() -> keys.unwrap(text, RUN)).isInstanceOf(KeyGone.class);
        }
        for (String other : List.of("", "not base64!", "AAAA")) {
            assertThatThrownBy(() -> keys.unwrap(other, RUN)).isInstanceOf(KeyGone.class);
        }
    }

    @Test
    void a_missing_key_file_is_said_and_not_made_anew_while_unwrapping() throws IOException {
        LocalKeyService keys = new LocalKeyService(home);
        String wrapped = keys.generate(RUN).wrapped();
        Path file = home.resolve("keys/local.key");
        Files.delete(file);

        assertThatThrownBy(() -> keys.unwrap(wrapped, RUN))
                .isInstanceOf(KeyGone.class)
                .hasMessageContaining(file + " is missing");
        assertThat(file).doesNotExist();

        keys.generate(RUN);
        assertThatThrownBy(() -> keys.unwrap(wrapped, RUN))
                .isInstanceOf(KeyGone.class)
                .hasMessageContaining("another key");
    }

    @Test
    void a_damaged_key_file_is_never_written_over() throws IOException {
        LocalKeyService keys = new LocalKeyService(home);
        String wrapped = keys.generate(RUN).wrapped();
        Files.writeString(home.resolve("keys/local.key"), "short");

        assertThatThrownBy(() -> keys.unwrap(wrapped, RUN)).isInstanceOf(KeyGone.class);
        assertThatThrownBy(() -> keys.generate(RUN)).hasMessageContaining("5 bytes instead of 32");
        assertThat(home.resolve("keys/local.key")).hasContent("short");
    }

    @Test
    void the_key_file_is_its_owners_alone() throws IOException {
        Assumptions.assumeTrue(Files.getFileStore(home).supportsFileAttributeView("posix"));
        LocalKeyService keys = new LocalKeyService(home);
        String wrapped = keys.generate(RUN).wrapped();
        Path file = home.resolve("keys/local.key");
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(file.getParent())).isEqualTo("rwx------");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        keys.unwrap(wrapped, RUN);
        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void of_several_makers_at_a_time_one_wins() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<DataKey> make = () -> new LocalKeyService(home).generate(RUN);
            Set<String> opened = new HashSet<>();
            for (Future<DataKey> made :
                    threads.invokeAll(Stream.generate(() -> make).limit(8).toList())) {
                new LocalKeyService(home).unwrap(made.get().wrapped(), RUN);
                opened.add(made.get().wrapped());
            }
            assertThat(opened).hasSize(8);
        } finally {
            threads.shutdownNow();
        }
        assertThat(home.resolve("keys")).isDirectoryContaining("glob:**local.key");
        try (Stream<Path> files = Files.list(home.resolve("keys"))) {
            assertThat(files).hasSize(1);
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
