package io.quadrille.loadtests.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.loadtests.report.Operation;
import io.quadrille.loadtests.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MicroSuiteTest {
    @Test
    void every_part_gives_what_it_should_and_is_told_by_its_name(@TempDir Path laps) throws IOException {
        Report report = SuiteRunTest.report();
        new MicroSuite().run(SuiteRunTest.bench(laps, report));
        assertThat(report.operations())
                .extracting(Operation::name)
                .containsExactly(
                        "cipher.open",
                        "cipher.seal",
                        "claimcheck.leaveAndFetch",
                        "codec.decode",
                        "codec.encode",
                        "csv.bind",
                        "envelope.read",
                        "envelope.write",
                        "ledger.update",
                        "matcher.match");
        assertThat(report.operations())
                .allSatisfy(operation -> assertThat(operation.nanos().median()).isPositive());
    }
}
