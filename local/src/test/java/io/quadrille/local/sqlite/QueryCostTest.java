package io.quadrille.local.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.contracts.ledger.QueryCost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A report, not a test of times. In full with {@code -Dquadrille.measure=true}: 100,000 runs and one of 10,000,000 records
 * against ten runs; else with few, so that what it asks is asked in every build.
 */
final class QueryCostTest {
    @TempDir
    private Path few;

    @TempDir
    private Path many;

    @Test
    void questions_are_measured_in_a_small_and_in_a_large_ledger() throws IOException {
        boolean full = Boolean.getBoolean("quadrille.measure");
        Map<String, Double> small = measure(few, 10, 2);
        Map<String, Double> large = measure(many, full ? 100_000 : 60, full ? 20_000 : 130);
        assertThat(large).containsOnlyKeys(small.keySet());
        small.forEach((question, micros) -> System.out.printf(
                "%-26s %9.0f µs %9.0f µs  ratio %.2f%n",
                question, micros, large.getOrDefault(question, 0.0), large.getOrDefault(question, 0.0) / micros));
    }

    private static Map<String, Double> measure(Path folder, int runs, int chunks) throws IOException {
        try (SqliteHome home = SqliteHome.openForWriting(folder)) {
            return new QueryCost(new SqliteLedger(home)).measure(runs, chunks);
        }
    }
}
