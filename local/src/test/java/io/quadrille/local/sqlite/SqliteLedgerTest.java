package io.quadrille.local.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.contracts.ledger.LedgerAdversityContract;
import io.quadrille.contracts.ledger.LedgerAmendmentContract;
import io.quadrille.contracts.ledger.LedgerDisputeContract;
import io.quadrille.contracts.ledger.LedgerReadingContract;
import io.quadrille.contracts.ledger.LedgerTallyContract;
import io.quadrille.events.ChunkKey;
import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.Counts;
import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.RunChange;
import io.quadrille.observer.ledger.RunFilter;
import io.quadrille.observer.runs.LedgerQueries;
import io.quadrille.observer.runs.RunQueries;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteLedgerTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00.000123Z");
    private static final RunKey RUN = new RunKey("customers", "run1", 1);

    @TempDir
    private Path folder;

    private SqliteHome home;

    @BeforeEach
    void open() throws IOException {
        home = SqliteHome.openForWriting(folder);
    }

    @AfterEach
    void close() throws IOException {
        home.close();
    }

    private static ChunkOutcome outcome(int chunk) {
        return new ChunkOutcome(
                new ChunkKey(RUN, "load", chunk),
                new Counts(500, 0, 0, 1, 0, 499),
                1,
                2,
                null,
                "cause " + chunk,
                new ChunkOutcome.Timing(5_000, 70_000));
    }

    @Test
    void a_home_that_no_run_has_written_to_has_an_empty_ledger() throws IOException {
        try (SqliteHome reading = SqliteHome.openForReading(folder)) {
            RunQueries queries = new LedgerQueries(new SqliteLedger(reading));
            assertThat(queries.findLast()).isEmpty();
            assertThat(queries.find(RUN)).isEmpty();
            assertThat(queries.findLatestAttempt("run1")).isEmpty();
            assertThat(queries.runs(RunFilter.ALL, Optional.empty(), 10).items())
                    .isEmpty();
            assertThat(queries.rejects(RUN, Optional.empty(), 10).items()).isEmpty();
            assertThat(queries.missingChunks(RUN)).isEmpty();
            assertThat(queries.completedChunks(RUN).isEmpty()).isTrue();
            assertThat(queries.deadLetters(RUN)).isEmpty();
        }
    }

    @Test
    void a_reader_sees_each_committed_batch_while_the_writer_goes_on() throws IOException {
        SqliteLedger writer = new SqliteLedger(home);
        try (SqliteHome reading = SqliteHome.openForReading(folder)) {
            SqliteLedger reader = new SqliteLedger(reading);
            writer.addOutcome(outcome(0), NOW);
            writer.inBatch(() -> {
                writer.addOutcome(outcome(1), NOW);
                assertThat(cells(reader)).isEqualTo(1);
                return null;
            });
            assertThat(cells(reader)).isEqualTo(2);
        }
    }

    private static int cells(LedgerStore store) {
        return store.findBucket(new BucketKey(RUN, 0, "load"))
                .orElseThrow()
                .cells()
                .size();
    }

    @Test
    void a_batch_that_fails_leaves_no_trace_in_the_home_or_in_what_the_writer_remembers() {
        SqliteLedger ledger = new SqliteLedger(home);
        ledger.addOutcome(outcome(0), NOW);
        assertThatThrownBy(() -> ledger.inBatch(() -> {
                    ledger.addOutcome(outcome(1), NOW);
                    ledger.change(RUN, new RunChange.Duplicates(3), NOW);
                    throw new IllegalStateException("in mid-batch");
                }))
                .hasMessage("in mid-batch");
        assertThat(cells(ledger)).isEqualTo(1);
        assertThat(ledger.findRun(RUN)).isEmpty();
        ledger.inBatch(() -> {
            assertThat(cells(ledger)).isEqualTo(1);
            assertThat(ledger.addOutcome(outcome(1), NOW).applied()).isTrue();
            return null;
        });
        assertThat(cells(ledger)).isEqualTo(2);
    }

    @Test
    void what_was_written_is_the_same_after_opening_the_home_again() throws IOException {
        SqliteLedger before = new SqliteLedger(home);
        for (int chunk = 0; chunk < 70; chunk++) {
            before.addOutcome(outcome(chunk), NOW);
        }
        before.change(RUN, new RunChange.Failed("no header", NOW), NOW);
        List<?> buckets = before.buckets(RUN, 0);
        Optional<?> tally = before.findRun(RUN);
        home.close();
        open();
        SqliteLedger after = new SqliteLedger(home);
        assertThat(buckets).hasSize(2).isEqualTo(after.buckets(RUN, 0));
        assertThat(tally).isPresent().isEqualTo(after.findRun(RUN));
        assertThat(after.addOutcome(outcome(69), NOW).applied()).isFalse();
    }

    @Nested
    final class Tallies extends LedgerTallyContract {
        @Override
        protected LedgerStore ledger() {
            return new SqliteLedger(home);
        }
    }

    @Nested
    final class Disputes extends LedgerDisputeContract {
        @Override
        protected LedgerStore ledger() {
            return new SqliteLedger(home);
        }
    }

    @Nested
    final class Amendments extends LedgerAmendmentContract {
        @Override
        protected LedgerStore ledger() {
            return new SqliteLedger(home);
        }
    }

    @Nested
    final class Reading extends LedgerReadingContract {
        @Override
        protected LedgerStore ledger() {
            return new SqliteLedger(home);
        }
    }

    @Nested
    final class Adversity extends LedgerAdversityContract {
        @Override
        protected LedgerStore ledger() {
            return new SqliteLedger(home);
        }

        @Override
        protected int seeds() {
            return 20;
        }
    }
}
