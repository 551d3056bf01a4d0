package io.quadrille.local.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.handlers.ports.RunRegistry;
import io.quadrille.handlers.ports.RunRegistry.Registration;
import io.quadrille.local.memory.MemoryRunRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteRunRegistryTest {
    private static final Instant EARLY = Instant.parse("2026-11-03T12:00:00.123456789Z");
    private static final Instant LATE = EARLY.plusSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void the_first_registration_of_an_attempt_holds() throws IOException {
        try (SqliteHome home = SqliteHome.openForWriting(folder)) {
            SqliteRunRegistry registry = new SqliteRunRegistry(home);
            checkFirstHolds(registry, registry::latestAttempt);
        }
        MemoryRunRegistry memory = new MemoryRunRegistry();
        checkFirstHolds(memory, memory::latestAttempt);
    }

    @Test
    void a_registration_outlives_the_process() throws IOException {
        Registration first = registration(1, EARLY, "wrapped");
        try (SqliteHome home = SqliteHome.openForWriting(folder)) {
            new SqliteRunRegistry(home).register(first);
        }
        try (SqliteHome home = SqliteHome.openForWriting(folder)) {
            assertThat(new SqliteRunRegistry(home).register(registration(1, LATE, "other")))
                    .isEqualTo(first);
        }
    }

    private static void checkFirstHolds(RunRegistry registry, Function<String, OptionalInt> latestAttempt) {
        Registration first = registration(1, EARLY, null);
        Registration second = registration(2, LATE, "key");

        assertThat(latestAttempt.apply("0123456789abcdef")).isEmpty();
        assertThat(registry.find(first.run())).isEmpty();
        assertThat(registry.register(first)).isEqualTo(first);
        assertThat(registry.register(registration(1, LATE, "key"))).isEqualTo(first);
        assertThat(registry.register(second)).isEqualTo(second);
        assertThat(latestAttempt.apply("0123456789abcdef")).hasValue(2);
        assertThat(latestAttempt.apply("another")).isEmpty();
        assertThat(registry.find(first.run())).contains(first);
        assertThat(registry.find(second.run())).contains(second);
    }

    private static Registration registration(int attempt, Instant time, @Nullable String dataKey) {
        return new Registration(
                new RunKey("customers", "0123456789abcdef", attempt),
                new SourceObject(SourceObject.LOCAL, "/data/it's \"1\".csv", "12-abc", 12),
                time,
                null,
                dataKey);
    }
}
