package io.quadrille.testdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class GenerateTest {

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    @Test
    void command_writes_file_outcome_and_tables_of_the_recipe() throws IOException {
        Path source = folder.resolve("orders.csv");
        Path json = folder.resolve("orders.json");
        Path orders = folder.resolve("t-orders.csv");
        Path lines = folder.resolve("t-lines.csv");

        int exit = run(
                "orders",
                "--records",
                "300",
                "--seed",
                "9",
                "--dirt",
                "12.5%",
                "--duplicates",
                "3",
                "--line-end",
                "crlf",
                "--kinds",
                "bad_lines,MISSING_KEY",
                "--out",
                source.toString(),
                "--expected",
                json.toString(),
                "--table",
                orders.toString(),
                "--table",
                "order_lines=" + lines);

        Recipe recipe = Recipe.of(PipelineName.ORDERS, 300, 9)
                .dirt(12.5)
                .duplicates(3)
                .kinds(Set.of(DirtKind.BAD_LINES, DirtKind.MISSING_KEY))
                .form(FileForm.plain().lineEnd(LineEnd.CRLF));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Oracle oracle = Generator.write(recipe, bytes);
        assertThat(exit).as(errors.toString()).isZero();
        assertThat(source).hasBinaryContent(bytes.toByteArray());
        assertThat(ExpectedJson.read(json)).isEqualTo(oracle.expected());
        assertThat(orders).hasBinaryContent(csv(oracle.table("orders")));
        assertThat(lines).hasBinaryContent(csv(oracle.table("order_lines")));
    }

    @Test
    void wrong_use_is_answered_with_a_sentence_and_exit_2() {
        assertThat(run("customers", "--records", "1", "--seed", "1", "--kinds", "BAD_LINES"))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("BAD_LINES cannot befall a record of 'customers'");
        assertThat(run("customers", "--records", "1", "--seed", "1", "--delimiter", "ab"))
                .isEqualTo(2);
        assertThat(run("customers", "--records", "1", "--seed", "1", "--dirt", "many"))
                .isEqualTo(2);
        assertThat(run("customers", "--records", "1", "--seed", "1", "--no-table", "--table", "x.csv"))
                .isEqualTo(2);
        assertThat(run("customers", "--records", "1", "--seed", "1", "--table", "towns=x.csv"))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("no table 'towns' in pipeline 'customers': name one of customers");
        assertThat(run("paris", "--records", "1", "--seed", "1")).isEqualTo(2);
    }

    private int run(String... arguments) {
        CommandLine commandLine = Generate.commandLine();
        commandLine.setErr(new PrintWriter(errors, true));
        return commandLine.execute(arguments);
    }

    private static byte[] csv(TableRows table) throws IOException {
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        table.writeCsv(csv);
        return csv.toByteArray();
    }
}
