package io.quadrille.testdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The oracle against a second, plain reading of the bytes that were written. */
final class OracleTest {

    private static final Mixture ROUGH = new Mixture(15, 10, 20, 5);

    static List<Recipe> recipes() {
        FileForm plain = FileForm.plain();
        List<FileForm> forms = List.of(
                plain,
                plain.lineEnd(LineEnd.CRLF).byteOrderMark(true),
                plain.lineEnd(LineEnd.CR).delimiter(';'),
                plain.delimiter('|').gzip(true),
                plain.delimiter('\t').lineEnd(LineEnd.CRLF),
                plain.charset(StandardCharsets.UTF_16LE),
                plain.charset(StandardCharsets.UTF_16LE).lineEnd(LineEnd.CRLF).delimiter('\t'),
                plain.charset(StandardCharsets.ISO_8859_1).lineEnd(LineEnd.CR));
        List<Recipe> recipes = new ArrayList<>();
        for (PipelineName pipeline : PipelineName.values()) {
            for (FileForm form : forms) {
                for (long seed = 1; seed <= 5; seed++) {
                    recipes.add(Recipe.of(pipeline, 300, seed).mixture(ROUGH).form(form));
                }
            }
            recipes.add(Recipe.of(pipeline, 3_000, 6).mixture(ROUGH));
            recipes.add(Recipe.of(pipeline, 50, 7).mixture(ROUGH).kinds(pipeline.kinds()));
            recipes.add(Recipe.of(pipeline, 200, 8).mixture(new Mixture(100, 0, 0, 0)));
            recipes.add(Recipe.of(pipeline, 200, 9).mixture(new Mixture(0, 100, 100, 100)));
            recipes.add(Recipe.of(pipeline, 0, 10));
            recipes.add(Recipe.of(pipeline, 1, 11).dirt(100).kinds(Set.of(DirtKind.UNTERMINATED_QUOTE)));
        }
        return recipes;
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void rejects_and_tables_are_those_of_a_plain_second_reading(Recipe recipe) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        Oracle oracle = Generator.write(recipe, file);

        List<PlainCsvReader.Row> rows = new PlainCsvReader(file.toByteArray(), recipe.form()).readAll();
        PlainFlow flow = new PlainFlow(recipe.pipeline(), rows);

        assertThat(rows).hasSize((int) recipe.records() + 1);
        assertThat(oracle.expected().rejects()).isEqualTo(flow.rejects);
        assertThat(csvOf(oracle)).isEqualTo(flow.tables);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void fates_of_the_records_add_up_to_the_outcome_of_the_file(Recipe recipe) throws IOException {
        List<RecordFate> fates = new ArrayList<>();
        Oracle oracle = Generator.writeTelling(recipe, new ByteArrayOutputStream(), fates::add);

        assertThat(fates).hasSize((int) recipe.records());
        assertThat(fates.stream().flatMap(fate -> fate.rejects().stream()).toList())
                .isEqualTo(oracle.expected().rejects());
        assertThat(fates.stream().filter(RecordFate::filtered).count())
                .isEqualTo(oracle.expected().sinks().get(0).filtered());
        Map<String, String> csv = csvOf(oracle);
        oracle.tables().forEach((name, rows) -> {
            Map<String, String> last = new TreeMap<>();
            fates.stream()
                    .flatMap(fate -> fate.rows().stream())
                    .filter(row -> row.table().equals(name))
                    .forEach(row -> last.put(row.key(), row.text()));
            assertThat(csv.get(name))
                    .isEqualTo(last.values().stream()
                            .collect(Collectors.joining(
                                    "\n", headerOf(csv.get(name)) + "\n", last.isEmpty() ? "" : "\n")));
        });
    }

    private static String headerOf(String csv) {
        return csv.substring(0, csv.indexOf('\n'));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void every_sink_balances(Recipe recipe) throws IOException {
        Expected expected = Generator.write(recipe, new ByteArrayOutputStream()).expected();

        assertThat(expected.balances()).as(expected.sinks().toString()).isTrue();
        assertThat(expected.extracted()).isEqualTo(recipe.records());
        assertThat(expected.rejectCounts().stream()
                        .mapToLong(Expected.RejectCount::count)
                        .sum())
                .isEqualTo(expected.rejects().size());
    }

    @ParameterizedTest
    @EnumSource(PipelineName.class)
    void every_kind_of_dirt_occurs_and_giants_at_most_twice(PipelineName pipeline) throws IOException {
        Recipe recipe = Recipe.of(pipeline, 2_000, 5).dirt(20);

        List<Expected.RejectCount> counts =
                Generator.write(recipe, new ByteArrayOutputStream()).expected().rejectCounts();

        assertThat(counts.stream().map(Expected.RejectCount::code).collect(Collectors.toSet()))
                .isEqualTo(pipeline.kinds());
        assertThat(counts).filteredOn(count -> count.code().isGiant()).allMatch(count -> count.count() <= 2);
    }

    @ParameterizedTest
    @EnumSource(PipelineName.class)
    void counts_alone_are_those_of_the_whole_outcome(PipelineName pipeline) throws IOException {
        Recipe recipe = Recipe.of(pipeline, 500, 5).mixture(ROUGH);

        Expected whole = Generator.write(recipe, new ByteArrayOutputStream()).expected();
        Expected counts = Generator.write(recipe.countsOnly(true), new ByteArrayOutputStream())
                .expected();

        assertThat(counts.sinks()).isEqualTo(whole.sinks());
        assertThat(counts.rejectCounts()).isEqualTo(whole.rejectCounts());
        assertThat(counts.rejects()).isEmpty();
        assertThat(counts.tables()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(PipelineName.class)
    void only_the_kinds_that_were_named_occur(PipelineName pipeline) throws IOException {
        Set<DirtKind> named = EnumSet.of(DirtKind.MISSING_KEY, DirtKind.INVALID_ENCODING);

        Expected expected = Generator.write(
                        Recipe.of(pipeline, 300, 5).dirt(20).kinds(named), new ByteArrayOutputStream())
                .expected();

        assertThat(expected.rejects()).extracting(Expected.Reject::code).containsOnly(named.toArray(DirtKind[]::new));
    }

    private static Map<String, String> csvOf(Oracle oracle) throws IOException {
        Map<String, String> tables = new TreeMap<>();
        for (Map.Entry<String, TableRows> table : oracle.tables().entrySet()) {
            ByteArrayOutputStream csv = new ByteArrayOutputStream();
            table.getValue().writeCsv(csv);
            tables.put(table.getKey(), csv.toString(StandardCharsets.UTF_8));
        }
        return tables;
    }
}
