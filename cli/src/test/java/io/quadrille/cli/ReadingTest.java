package io.quadrille.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quadrille.cli.Cli.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {
    @TempDir
    Path folder;

    private Cli cli;
    private JsonNode first;
    private JsonNode second;

    @BeforeEach
    void runTwoFiles() {
        cli = new Cli(folder);
        first = cli.run(cli.file("one.csv", "id,name\n1,Ann\n2,\"x\ny\",?\n3\n\n4,\"Bo,\"\"B\"\"\"\n"));
        second = cli.run(cli.file("two.csv", "id\n7\n"));
    }

    @Test
    void runs_are_listed_the_last_first() {
        JsonNode runs = cli.call("runs", "--json").json();
        assertThat(runs).containsExactly(second, first);
        assertThat(cli.call("runs").out().lines()).hasSize(3).first().asString().startsWith("RUN ");
    }

    @Test
    void run_is_shown_by_its_id_by_its_beginning_and_as_last() {
        String id = first.get("run").textValue();
        assertThat(cli.call("show", id, "--json").json()).isEqualTo(first);
        assertThat(cli.call("show", id.substring(0, 12), "--json").json()).isEqualTo(first);
        assertThat(cli.call("show", "last", "--json").json()).isEqualTo(second);
        assertThat(cli.call("show", id).out()).contains("COMPLETE_WITH_REJECTS", "✔ load into table one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nope!", "", "LAST"})
    void unknown_run_names_those_there_are(String name) {
        Result result = cli.call("show", name);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains(first.get("run").textValue(), second.get("run").textValue());
        assertThat(result.err()).hasLineCount(1);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void rejects_are_told_by_line_byte_column_code_and_message() {
        String id = first.get("run").textValue();
        assertThat(cli.call("rejects", id, "--json").json())
                .isEqualTo(
                        Cli.parse(
                                """
                [{'line':3,'bytePosition':14,'column':null,'code':'TOO_MANY_COLUMNS',
                  'message':'3 columns, the header has 2'},
                 {'line':5,'bytePosition':24,'column':null,'code':'TOO_FEW_COLUMNS',
                  'message':'1 column, the header has 2'}]"""));
        assertThat(cli.call("rejects", id, "--csv").out())
                .isEqualTo(
                        """
                line,bytePosition,column,code,message
                3,14,,TOO_MANY_COLUMNS,"3 columns, the header has 2"
                5,24,,TOO_FEW_COLUMNS,"1 column, the header has 2"
                """);
        assertThat(cli.call("rejects", id).out())
                .isEqualTo(
                        """
                LINE  STEP     CODE              COLUMN  MESSAGE
                   3  extract  TOO_MANY_COLUMNS          3 columns, the header has 2
                   5  extract  TOO_FEW_COLUMNS           1 column, the header has 2
                """);
    }

    @Test
    void run_without_rejects_has_empty_ones() {
        assertThat(cli.call("rejects", "last", "--json").out()).isEqualTo("[]\n");
        assertThat(cli.call("rejects", "last", "--csv").out()).isEqualTo("line,bytePosition,column,code,message\n");
        assertThat(cli.call("rejects", "last").out()).isEmpty();
    }

    @Test
    void table_is_printed_exactly_as_csv_and_json_and_counted() {
        assertThat(cli.call("table", "one", "--csv").out()).isEqualTo("id,name\n1,Ann\n4,\"Bo,\"\"B\"\"\"\n");
        assertThat(cli.call("table", "one", "--json").json())
                .isEqualTo(Cli.parse("[{'id':'1','name':'Ann'},{'id':'4','name':'Bo,\\'B\\''}]"));
        assertThat(cli.call("table", "one", "--count").out()).isEqualTo("2\n");
        assertThat(cli.call("table", "one").out()).isEqualTo("id  name\n1   Ann\n4   Bo,\"B\"\n2 rows.\n");
    }

    @Test
    void text_of_a_table_ends_after_twenty_rows_with_control_characters_visible() {
        StringBuilder csv = new StringBuilder("id\n\"\u001b[31m\nx\"\n");
        for (int i = 100; i < 130; i++) {
            csv.append(i).append('\n');
        }
        cli.run(cli.file("many.csv", csv.toString()));
        String text = cli.call("table", "many").out();
        assertThat(text)
                .contains("\\u001B[31m\\nx", "31 rows, the first 20 shown")
                .doesNotContain("\u001b");
        assertThat(text.lines()).hasSize(22);
    }

    @Test
    void unknown_table_names_those_there_are() {
        Result result = cli.call("table", "three");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).isEqualTo("quadrille: There is no table 'three'. The tables are one, two.\n");
    }
}
