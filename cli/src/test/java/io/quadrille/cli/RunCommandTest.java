package io.quadrille.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quadrille.cli.Cli.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunCommandTest {
    private static final List<String> MEMBERS = List.of(
            "run",
            "attempt",
            "pipeline",
            "source",
            "status",
            "extracted",
            "expanded",
            "loaded",
            "rejected",
            "filtered",
            "deadLettered",
            "inFlight",
            "balanced",
            "duplicates",
            "seconds",
            "sinks",
            "steps");

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void openHome() {
        cli = new Cli(folder);
    }

    @Test
    void report_has_exactly_the_members_that_scripts_depend_on_in_their_order() {
        Path file = cli.file("people.csv", "id,name\n1,Ann\n2,Bo,?\n1,Cy\n");
        Result result = cli.call("run", file.toString(), "--json");
        JsonNode report = result.json();
        Iterator<String> names = report.fieldNames();
        MEMBERS.forEach(member -> assertThat(names.next()).isEqualTo(member));
        assertThat(Cli.lasting(report))
                .isEqualTo(Cli.parse(
                        """
                {'attempt':1,'pipeline':'generic','source':'%s','status':'COMPLETE_WITH_REJECTS','extracted':3,
                 'expanded':0,'loaded':2,'rejected':1,'filtered':0,'deadLettered':0,'inFlight':0,'balanced':true,
                 'duplicates':0,
                 'sinks':[{'step':'load','table':'people','expanded':0,'loaded':2,'rejected':1,'filtered':0,
                           'deadLettered':0,'inFlight':0,'balanced':true}],
                 'steps':[{'step':'extract','in':3,'out':2,'expanded':0,'rejected':1,'filtered':0,'deadLettered':0},
                          {'step':'load','in':2,'out':2,'expanded':0,'rejected':0,'filtered':0,'deadLettered':0}],
                 'reason':null,'ignoredColumns':[],'missing':[],'conflicts':[]}"""
                                .formatted(file.toAbsolutePath())));
        assertThat(report.get("run").textValue()).matches("[0-9a-z]{16}");
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(cli.call("table", "people", "--csv").out()).isEqualTo("id,name\n1,Cy\n");
    }

    @Test
    void text_tells_verdict_balance_steps_and_what_to_do_next() {
        Path file = cli.file("people.csv", "id,name\n1,Ann\n2,Bo,?\n3,Cy\n");
        Result result = cli.call("run", file.toString());
        assertThat(result.out().replaceAll("run [0-9a-z]{16}", "run RUN").replaceAll("[0-9.]+ m?s\\.", "0.1 s."))
                .startsWith(
                        "run RUN, pipeline generic, " + file.toAbsolutePath() + "\n"
                                + """
                        COMPLETE_WITH_REJECTS. 2 of 3 records loaded in 0.1 s. 1 rejected: 1 TOO_MANY_COLUMNS.

                        ✔ load into table people: 3 extracted + 0 expanded = 2 loaded + 1 rejected + 0 filtered + 0 dead-lettered + 0 in flight

                        STEP     IN  OUT  EXPANDED  REJECTED  FILTERED  DEAD-LETTERED
                        extract   3    2         0         1         0              0
                        load      2    2         0         0         0              0
                        """)
                .contains("quadrille rejects", "quadrille table --home " + cli.home + " people");
    }

    @Test
    void same_file_again_is_already_complete_and_counted_once() {
        Path file = cli.file("people.csv", "id,name\n1,Ann\n");
        JsonNode first = cli.run(file);
        Result second = cli.call("run", file.toString(), "--json");
        assertThat(second.json()).isEqualTo(first);
        assertThat(second.err()).contains("people.csv is already complete");
        assertThat(second.code()).isZero();
        assertThat(cli.call("runs", "--json").json()).hasSize(1);
    }

    @Test
    void again_is_the_next_attempt_with_the_same_table() {
        Path file = cli.file("people.csv", "id,name\n1,Ann\n2,Bo\n");
        JsonNode first = cli.run(file);
        String table = cli.call("table", "people", "--csv").out();
        JsonNode second = cli.run(file, "--again");
        assertThat(second.get("attempt").intValue()).isEqualTo(2);
        assertThat(second.get("run")).isEqualTo(first.get("run"));
        assertThat(cli.call("table", "people", "--csv").out()).isEqualTo(table);
        assertThat(cli.call("show", "last", "--json").json()).isEqualTo(second);
    }

    @Test
    void again_on_a_file_that_was_never_run_is_the_first_attempt() {
        assertThat(cli.run(cli.file("a.csv", "id\n1\n"), "--again")
                        .get("attempt")
                        .intValue())
                .isOne();
    }

    @Test
    void changed_file_is_another_run() {
        JsonNode first = cli.run(cli.file("a.csv", "id\n1\n"));
        JsonNode second = cli.run(cli.file("a.csv", "id\n2\n"));
        assertThat(second.get("run")).isNotEqualTo(first.get("run"));
        assertThat(cli.call("table", "a", "--count").out()).isEqualTo("2\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "id,name\n", "\n\n", "\ufeffid,name"})
    void file_without_records_is_complete_and_says_so(String content) {
        Path file = cli.file("none.csv", content);
        Result result = cli.call("run", file.toString());
        assertThat(result.out()).contains("COMPLETE. 0 records: the file is empty, or has only a header.");
        assertThat(result.code()).isZero();
        JsonNode report = cli.call("show", "last", "--json").json();
        assertThat(report.get("status").textValue()).isEqualTo("COMPLETE");
        assertThat(report.get("balanced").booleanValue()).isTrue();
        assertThat(report.get("extracted").longValue()).isZero();
    }

    @Test
    void table_that_nothing_was_loaded_into_can_be_read() {
        cli.run(cli.file("none.csv", "a,b\n"));
        assertThat(cli.call("table", "none", "--csv").out()).isEqualTo("a,b\n");
        assertThat(cli.call("table", "none", "--count").out()).isEqualTo("0\n");
    }

    @Test
    void header_that_names_a_column_twice_fails_the_run_with_the_columns_found() {
        Result result = cli.call("run", cli.file("twice.csv", "id,id\n1,2\n").toString(), "--json");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.json().get("status").textValue()).isEqualTo("FAILED");
        assertThat(result.json().get("reason").textValue()).contains("'id' stands twice", "id, id");
        assertThat(cli.call("run", cli.folder.resolve("twice.csv").toString()).out())
                .contains("FAILED. twice.csv line 1");
    }

    @Test
    void binary_file_fails_with_one_sentence() {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13};
        Result result = cli.call("run", cli.file("logo.csv", png).toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .contains("FAILED. logo.csv is not a text file", "Nothing was read, so no step had anything to do.")
                .doesNotContain("STEP", "extracted +");
    }

    @Test
    void missing_file_and_directory_are_usage_errors_and_make_no_home() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("dir"));
        Result missing = cli.call("run", folder.resolve("none.csv").toString());
        Result isDirectory = cli.call("run", directory.toString());
        assertThat(missing.err()).startsWith("quadrille: There is no file '").hasLineCount(1);
        assertThat(isDirectory.err())
                .contains("' is a directory; name a file in it.")
                .hasLineCount(1);
        assertThat(List.of(missing.code(), isDirectory.code())).containsExactly(2, 2);
        assertThat(missing.out() + isDirectory.out()).isEmpty();
        assertThat(cli.home).doesNotExist();
    }

    @Test
    void key_names_partition_and_sort_of_the_generic_table() {
        Path file = cli.file("lines.csv", "sku,order,qty\nb,1,5\na,2,6\na,1,7\na,1,8\n");
        cli.run(file, "--key", "order,sku");
        assertThat(cli.call("table", "lines", "--csv").out()).isEqualTo("sku,order,qty\na,1,8\nb,1,5\na,2,6\n");
    }

    @Test
    void key_that_is_no_column_fails_the_run_naming_the_columns() {
        Result result = cli.call("run", cli.file("a.csv", "id,name\n1,x\n").toString(), "--key", "ID");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("a.csv has no column 'ID' to key the table by", "[id, name]");
    }

    @Test
    void table_stored_by_another_key_is_told_before_the_first_record() {
        cli.run(cli.file("a.csv", "id,name\n1,x\n"));
        Result result = cli.call("run", cli.file("a.csv", "id,name\n2,x\n").toString(), "--key=name");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("Table 'a' is keyed by id (text), but this run keys it by name (text)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b,c", "a,a", "a,", "", ","})
    void key_of_too_many_or_equal_or_empty_columns_is_a_usage_error(String key) {
        Result result = cli.call("run", cli.file("a.csv", "a,b,c\n1,2,3\n").toString(), "--key", key);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("does not name one or two different columns");
    }

    @Test
    void key_with_a_named_pipeline_is_a_usage_error() {
        Path file = cli.file("a.csv", "id\n1\n");
        Result result = cli.call("run", file.toString(), "--pipeline", "customers", "--key", "id");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("pipeline 'customers' names its keys itself");
    }

    @Test
    void unknown_pipeline_names_those_there_are() {
        Result result = cli.call("run", cli.file("a.csv", "id\n1\n").toString(), "--pipeline", "custommers");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo(
                        "quadrille: There is no pipeline 'custommers'. The pipelines are brittle, customers, mendable,"
                                + " orders, runways, generic.\n");
    }

    @Test
    void gzipped_file_is_loaded_into_a_table_named_without_either_ending() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("id\n1\n".getBytes(StandardCharsets.UTF_8));
        }
        cli.run(cli.file("x.csv.gz", bytes.toByteArray()));
        assertThat(cli.call("table", "x", "--csv").out()).isEqualTo("id\n1\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b.csv",
                "it's.csv",
                "\"q\".csv",
                "Ünïcödé 😀.csv",
                "-x.csv",
                "a\nb.csv",
                "$(id).csv",
                "';DROP TABLE x.csv",
                ".csv",
                "a,b.csv",
                "sqlite_x.csv"
            })
    void hostile_file_names_are_carried(String name) {
        Path file = cli.file(name, "id\n=1+1\n");
        JsonNode report = cli.run(file);
        String table = report.at("/sinks/0/table").textValue();
        assertThat(report.get("source").textValue())
                .isEqualTo(file.toAbsolutePath().toString());
        assertThat(cli.call("table", "--csv", "--", table).out()).isEqualTo("id\n=1+1\n");
        assertThat(cli.call("show", "last").out()).doesNotContain("a\nb");
    }

    @Test
    void ignored_columns_are_named_once() {
        String header = "id,house_number,street,town,zip,email,shoe size,note\n";
        Path file = cli.file("c.csv", header + "1,2,s,t,z,e@x,44,\n2,2,s,t,z,e@x,45,\n");
        Result result = cli.call("run", file.toString(), "--pipeline=customers");
        assertThat(result.out()).containsOnlyOnce("shoe size").contains("shoe size, note.");
        assertThat(cli.call("show", "last", "--json").json().get("ignoredColumns"))
                .isEqualTo(Cli.parse("['shoe size','note']"));
    }
}
