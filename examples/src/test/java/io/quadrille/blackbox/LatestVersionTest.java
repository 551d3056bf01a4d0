package io.quadrille.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.RunKey;
import io.quadrille.examples.orders.OrderPipeline;
import io.quadrille.handlers.ports.RunRegistry;
import io.quadrille.runtime.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of two files with the same keys, the later one's rows stand, whichever arrives first. */
final class LatestVersionTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-03-03T08:00:00Z");
    private static final String ROWS_OF_TUESDAY =
            """
            order_id,status,customer,lines
            O-1,OPEN,Ann,AB-1:1
            O-2,SHIPPED,Bo,AB-1:9
            O-3,OPEN,Cy,AB-1:3
            """;

    @TempDir
    Path folder;

    @Test
    void later_files_rows_stand_when_it_arrives_last() throws Exception {
        assertThat(tableAfter(monday(), tuesday())).isEqualTo(ROWS_OF_TUESDAY);
    }

    @Test
    void later_files_rows_stand_when_it_arrives_first() throws Exception {
        assertThat(tableAfter(tuesday(), monday())).isEqualTo(ROWS_OF_TUESDAY);
    }

    @Test
    void a_second_attempt_leaves_the_same_tables() throws Exception {
        Path file = tuesday();
        try (Rehearsal rehearsal = new Rehearsal(new OrderPipeline(), folder.resolve("home"))) {
            rehearsal.run(file);
            String orders = rehearsal.table("orders");
            String lines = rehearsal.table("order_lines");

            assertThat(rehearsal.runAgain(file).run().attempt()).isEqualTo(2);
            assertThat(rehearsal.table("orders")).isEqualTo(orders);
            assertThat(rehearsal.table("order_lines")).isEqualTo(lines);
        }
    }

    private String tableAfter(Path first, Path second) throws Exception {
        try (Rehearsal rehearsal =
                new Rehearsal(new OrderPipeline(), folder.resolve("home"), LatestVersionTest::datedByName)) {
            assertThat(rehearsal.run(first).balanced()).isTrue();
            assertThat(rehearsal.run(second).balanced()).isTrue();
            return rehearsal.table("orders");
        }
    }

    /** Dates a source as S3 would by its LastModified, not by when it is run. */
    private static Ports datedByName(Ports ports) {
        return new Ports(
                ports.sources(),
                ports.tables(),
                ports.ledger(),
                new RunRegistry() {
                    @Override
                    public Registration register(Registration proposed) {
                        Instant date = proposed.source().fileName().startsWith("monday") ? MONDAY : TUESDAY;
                        return ports.registry()
                                .register(new Registration(
                                        proposed.run(), proposed.source(), date, null, proposed.dataKey()));
                    }

                    @Override
                    public Optional<Registration> find(RunKey run) {
                        return ports.registry().find(run);
                    }

                    @Override
                    public OptionalInt latestAttempt(String run) {
                        return ports.registry().latestAttempt(run);
                    }
                },
                ports.blobs(),
                ports.keys());
    }

    private Path monday() throws Exception {
        return Files.writeString(
                folder.resolve("monday.csv"),
                """
                order_id,status,customer,lines
                O-1,OPEN,Ann,AB-1:1
                O-2,OPEN,Bo,AB-1:2
                """);
    }

    private Path tuesday() throws Exception {
        return Files.writeString(
                folder.resolve("tuesday.csv"),
                """
                order_id,status,customer,lines
                O-2,SHIPPED,Bo,AB-1:1
                O-3,OPEN,Cy,AB-1:3
                O-2,SHIPPED,Bo,AB-1:9
                """);
    }
}
