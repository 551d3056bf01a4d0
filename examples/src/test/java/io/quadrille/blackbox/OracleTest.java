package io.quadrille.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.examples.customers.CustomerPipeline;
import io.quadrille.examples.orders.OrderPipeline;
import io.quadrille.examples.runways.RunwayPipeline;
import io.quadrille.handlers.PipelineApp;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.testdata.Expected;
import io.quadrille.testdata.FileForm;
import io.quadrille.testdata.GeneratedFile;
import io.quadrille.testdata.Generator;
import io.quadrille.testdata.LineEnd;
import io.quadrille.testdata.PipelineName;
import io.quadrille.testdata.Recipe;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dirty files in every form become exactly what the generator says they must. */
final class OracleTest {
    @TempDir
    Path folder;

    static Stream<Recipe> recipes() {
        FileForm plain = FileForm.plain();
        return Stream.of(
                Recipe.of(PipelineName.CUSTOMERS, 3_000, 1).dirt(5).duplicates(3),
                Recipe.of(PipelineName.CUSTOMERS, 700, 2)
                        .dirt(20)
                        .form(plain.lineEnd(LineEnd.CRLF).byteOrderMark(true)),
                Recipe.of(PipelineName.CUSTOMERS, 700, 3)
                        .dirt(20)
                        .form(plain.lineEnd(LineEnd.CR).gzip(true)),
                Recipe.of(PipelineName.CUSTOMERS, 700, 4).dirt(20).form(plain.delimiter(';')),
                Recipe.of(PipelineName.CUSTOMERS, 700, 5)
                        .dirt(10)
                        .form(plain.charset(StandardCharsets.UTF_16LE).byteOrderMark(true)),
                Recipe.of(PipelineName.CUSTOMERS, 1, 6),
                Recipe.of(PipelineName.ORDERS, 3_000, 7).dirt(5).duplicates(3),
                Recipe.of(PipelineName.ORDERS, 900, 8).dirt(30),
                Recipe.of(PipelineName.RUNWAYS, 3_000, 9).dirt(5).duplicates(3),
                Recipe.of(PipelineName.RUNWAYS, 900, 10).dirt(30).form(plain.lineEnd(LineEnd.CRLF)));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void generated_file_becomes_what_its_oracle_says(Recipe recipe) throws Exception {
        GeneratedFile file = Generator.generate(recipe, folder.resolve("source.csv"));
        Expected expected = file.expected();
        try (Rehearsal rehearsal = new Rehearsal(appOf(recipe.pipeline()), folder.resolve("home"))) {
            RunReport report = rehearsal.run(file.path());

            assertThat(report.status())
                    .isEqualTo(expected.rejects().isEmpty() ? RunStatus.COMPLETE : RunStatus.COMPLETE_WITH_REJECTS);
            assertThat(report.balanced()).isTrue();
            assertThat(report.extracted()).isEqualTo(expected.extracted());
            assertThat(sinksOf(report)).isEqualTo(expected.sinks());
            assertThat(report.sinks()).allMatch(sink -> sink.inFlight() == 0 && sink.deadLettered() == 0);
            assertThat(rejectsOf(rehearsal, report)).containsExactlyInAnyOrderElementsOf(rejectsOf(expected));
            for (String table : expected.tables().keySet()) {
                ByteArrayOutputStream csv = new ByteArrayOutputStream();
                file.table(table).writeCsv(csv);
                assertThat(rehearsal.table(table)).isEqualTo(csv.toString(StandardCharsets.UTF_8));
            }
        }
    }

    private static PipelineApp appOf(PipelineName name) {
        return switch (name) {
            case CUSTOMERS -> new CustomerPipeline();
            case ORDERS -> new OrderPipeline();
            case RUNWAYS -> new RunwayPipeline();
        };
    }

    private static List<Expected.Sink> sinksOf(RunReport report) {
        return report.sinks().stream()
                .map(sink -> new Expected.Sink(
                        sink.step(),
                        String.valueOf(sink.table()),
                        sink.expanded(),
                        sink.loaded(),
                        sink.rejected(),
                        sink.filtered()))
                .toList();
    }

    private static List<String> rejectsOf(Rehearsal rehearsal, RunReport report) {
        return rehearsal.rejects(report).stream()
                .map(row -> row.step() + " " + row.rejection().origin().line() + " "
                        + row.rejection().origin().bytePosition() + " "
                        + row.rejection().column() + " "
                        + row.rejection().code())
                .toList();
    }

    private static List<String> rejectsOf(Expected expected) {
        return expected.rejects().stream()
                .map(reject -> reject.step() + " " + reject.line() + " " + reject.bytePosition() + " " + reject.column()
                        + " " + reject.code())
                .toList();
    }
}
