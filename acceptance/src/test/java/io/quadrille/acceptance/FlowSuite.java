package io.quadrille.acceptance;

import static io.quadrille.events.pipeline.Choreography.csv;
import static io.quadrille.events.pipeline.Choreography.extract;
import static io.quadrille.events.pipeline.Choreography.load;
import static io.quadrille.events.pipeline.Choreography.pipeline;
import static io.quadrille.events.pipeline.Choreography.records;
import static io.quadrille.events.pipeline.Choreography.step;
import static io.quadrille.events.pipeline.Choreography.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.pipeline.ExtractStep;
import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.events.pipeline.TransformStep;
import io.quadrille.events.records.RecordType;
import io.quadrille.examples.customers.CustomerPipeline;
import io.quadrille.examples.orders.OrderPipeline;
import io.quadrille.examples.runways.RunwayPipeline;
import io.quadrille.handlers.Bindings;
import io.quadrille.observer.ledger.RejectRow;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every stage must make of a file: the same tallies, the same rejects, the same tables. */
abstract class FlowSuite {
    private static final RecordType<Word> READ = records("words.read.v1", Word.class);
    private static final RecordType<Word> SAID = records("words.said.v1", Word.class);
    private static final ExtractStep<Word> EXTRACT = extract("extract", csv()).emits(READ);
    private static final TransformStep<Word, Word> SAY =
            step("say").on(READ).emits(SAID).retries(1);
    private static final LoadStep<Word> LOAD = load("load").on(SAID).into(table("words", Word::id));

    record Word(int id, String word) {}

    @TempDir
    Path folder;

    /** A stage for the pipeline, empty. @param folder for what it keeps */
    abstract Stage open(Bindings bindings, Path folder) throws Exception;

    static Stream<Recipe> recipes() {
        FileForm plain = FileForm.plain();
        return Stream.of(
                Recipe.of(PipelineName.CUSTOMERS, 300, 1).dirt(10).duplicates(5),
                Recipe.of(PipelineName.CUSTOMERS, 120, 2)
                        .dirt(20)
                        .form(plain.lineEnd(LineEnd.CRLF).byteOrderMark(true).gzip(true)),
                Recipe.of(PipelineName.ORDERS, 300, 3).dirt(10).duplicates(5),
                Recipe.of(PipelineName.RUNWAYS, 300, 4).dirt(10).form(plain.delimiter(';')));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void generated_file_becomes_what_its_oracle_says(Recipe recipe) throws Exception {
        GeneratedFile file = Generator.generate(
                recipe, folder.resolve("source.csv" + (recipe.form().gzip() ? ".gz" : "")));
        Expected expected = file.expected();
        try (Stage stage = open(bindingsOf(recipe.pipeline()), folder.resolve("home"))) {
            RunReport report = stage.run(file.path());

            assertThat(report.status())
                    .isEqualTo(expected.rejects().isEmpty() ? RunStatus.COMPLETE : RunStatus.COMPLETE_WITH_REJECTS);
            assertThat(report.balanced()).isTrue();
            assertThat(report.extracted()).isEqualTo(expected.extracted());
            assertThat(sinksOf(report)).isEqualTo(expected.sinks());
            assertThat(report.sinks()).allMatch(sink -> sink.inFlight() == 0 && sink.deadLettered() == 0);
            assertThat(rejectsOf(stage, report)).containsExactlyInAnyOrderElementsOf(rejectsOf(expected));
            for (String table : expected.tables().keySet()) {
                ByteArrayOutputStream csv = new ByteArrayOutputStream();
                file.table(table).writeCsv(csv);
                assertThat(stage.table(table)).isEqualTo(csv.toString(StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void same_file_dropped_twice_is_counted_once() throws Exception {
        GeneratedFile file =
                Generator.generate(Recipe.of(PipelineName.CUSTOMERS, 60, 5).dirt(10), folder.resolve("twice.csv"));
        try (Stage stage = open(bindingsOf(PipelineName.CUSTOMERS), folder.resolve("home"))) {
            RunReport first = stage.run(file.path());
            RunReport second = stage.run(file.path());

            assertThat(first.balanced()).isTrue();
            assertThat(second.extracted()).isEqualTo(60);
            assertThat(sinksOf(second)).isEqualTo(file.expected().sinks());
            assertThat(second.balanced()).isTrue();
        }
    }

    @Test
    void throwing_record_is_rejected_alone_without_its_value() throws Exception {
        Bindings bindings = Bindings.of(
                        pipeline("words").steps(EXTRACT, SAY, LOAD).build())
                .bind(SAY, word -> {
                    if (word.word().equals("secret")) {
                        throw new IllegalStateException("cannot say " + word.word());
                    }
                    return word;
                })
                .build();
        Path file = Files.writeString(folder.resolve("words.csv"), "id,word\n1,one\n2,secret\n3,three\n");
        try (Stage stage = open(bindings, folder.resolve("home"))) {
            RunReport report = stage.run(file);

            assertThat(report.status()).isEqualTo(RunStatus.COMPLETE_WITH_REJECTS);
            assertThat(report.balanced()).isTrue();
            List<RejectRow> rejects = rejects(stage, report);
            assertThat(rejects).extracting(RejectRow::line).containsExactly(3L);
            assertThat(rejects.get(0).rejection().code()).isEqualTo("STEP_FAILED");
            assertThat(rejects.get(0).rejection().message())
                    .contains("java.lang.IllegalStateException")
                    .doesNotContain("secret");
            assertThat(stage.table("words")).isEqualTo("id,word\n1,one\n3,three\n");
        }
    }

    @Test
    void file_that_is_no_csv_fails_with_a_sentence() throws Exception {
        Path file = Files.write(folder.resolve("picture.csv"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        try (Stage stage = open(bindingsOf(PipelineName.CUSTOMERS), folder.resolve("home"))) {
            RunReport report = stage.run(file);

            assertThat(report.status()).isEqualTo(RunStatus.FAILED);
            assertThat(report.failure()).contains("picture.csv");
        }
    }

    private static Bindings bindingsOf(PipelineName name) {
        return switch (name) {
            case CUSTOMERS -> new CustomerPipeline().bindings();
            case ORDERS -> new OrderPipeline().bindings();
            case RUNWAYS -> new RunwayPipeline().bindings();
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

    private static List<RejectRow> rejects(Stage stage, RunReport report) {
        List<RejectRow> rows = new ArrayList<>();
        stage.queries().forEachReject(report.run(), rows::add);
        return rows;
    }

    private static List<String> rejectsOf(Stage stage, RunReport report) {
        return rejects(stage, report).stream()
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
