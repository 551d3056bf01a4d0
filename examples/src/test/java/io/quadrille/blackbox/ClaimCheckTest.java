package io.quadrille.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.examples.customers.CustomerPipeline;
import io.quadrille.handlers.engine.ClaimChecks;
import io.quadrille.handlers.ports.BlobStore;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.runtime.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records too large for an event travel as claim checks; a claim check that is gone costs its chunk alone. */
final class ClaimCheckTest {
    /** Each record is a chunk of its own, by its bytes, and larger than an event. */
    private static final String LONG_STREET = "é".repeat(150_000);

    @TempDir
    Path folder;

    @Test
    void large_records_are_carried_byte_for_byte_and_their_claim_checks_removed() throws Exception {
        Path file = file();
        try (Rehearsal rehearsal = new Rehearsal(new CustomerPipeline(), folder.resolve("home"))) {
            RunReport report = rehearsal.run(file);

            assertThat(report.status()).isEqualTo(RunStatus.COMPLETE);
            assertThat(rehearsal.table("customers"))
                    .isEqualTo("id,house_number,street,town,zip,email\n1,1," + LONG_STREET + ",A,1,a@example.org\n2,1,"
                            + LONG_STREET + ",B,2,b@example.org\n3,1,short,C,3,c@example.org\n");
            assertThat(Files.exists(folder.resolve("home/blobs").resolve(ClaimChecks.folder(report.run()))))
                    .isFalse();
        }
    }

    @Test
    void a_claim_check_that_is_gone_dead_letters_its_chunk_and_the_rest_loads() throws Exception {
        Path file = file();
        try (Rehearsal rehearsal =
                new Rehearsal(new CustomerPipeline(), folder.resolve("home"), ClaimCheckTest::losingClaimChecks)) {
            RunReport report = rehearsal.run(file);

            assertThat(report.status()).isEqualTo(RunStatus.COMPLETE_WITH_DEAD_LETTERS);
            assertThat(report.balanced()).isTrue();
            assertThat(report.headline().loaded()).isEqualTo(1);
            assertThat(report.headline().deadLettered()).isEqualTo(2);
            assertThat(report.headline().inFlight()).isZero();
            assertThat(rehearsal.stage.queries().deadLetters(report.run()))
                    .extracting(letter -> letter.fact().firstLine())
                    .containsExactly(2L, 3L);
            assertThat(rehearsal.table("customers"))
                    .isEqualTo("id,house_number,street,town,zip,email\n3,1,short,C,3,c@example.org\n");
        }
    }

    private static Ports losingClaimChecks(Ports ports) {
        BlobStore blobs = ports.blobs();
        return new Ports(
                ports.sources(),
                ports.tables(),
                ports.ledger(),
                ports.registry(),
                new BlobStore() {
                    @Override
                    public void put(String key, byte[] bytes) {
                        blobs.put(key, bytes);
                    }

                    @Override
                    public Optional<byte[]> find(String key) {
                        return key.startsWith("claims/") ? Optional.empty() : blobs.find(key);
                    }

                    @Override
                    public void removeAll(String prefix) {
                        blobs.removeAll(prefix);
                    }
                },
                ports.keys());
    }

    private Path file() throws Exception {
        return Files.writeString(
                folder.resolve("large.csv"),
                "id,house_number,street,town,zip,email\n1,1," + LONG_STREET + ",A,1,a@example.org\n2,1," + LONG_STREET
                        + ",B,2,b@example.org\n3,1,short,C,3,c@example.org\n");
    }
}
