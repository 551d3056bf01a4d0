package io.quadrille.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quadrille.cli.Cli.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawRejectsTest {
    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void openHome() {
        cli = new Cli(folder);
    }

    private byte[] raw() {
        Result result = cli.call("rejects", "last", "--csv", "--raw");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        return result.bytes();
    }

    @Test
    void rejected_records_can_be_mended_and_dropped_again() {
        Path file = cli.file(
                "orders.csv",
                """
                order_id,status,customer,lines
                A,OPEN,Ann,x:1
                B,GONE,"Bo
                B.",x:1
                C,OPEN,Cy,x:1|:
                D,OPEN,Di,x:2
                """);
        cli.run(file, "--pipeline=orders");
        String raw = new String(raw(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(raw)
                .isEqualTo(
                        """
                order_id,status,customer,lines
                B,GONE,"Bo
                B.",x:1
                C,OPEN,Cy,x:1|:
                """);
        Path mended = cli.file("mended.csv", raw.replace("GONE", "OPEN").replace("x:1|:", "x:1|y:2"));
        JsonNode report = cli.run(mended, "--pipeline=orders");
        assertThat(report.get("status").textValue()).isEqualTo("COMPLETE");
        assertThat(cli.call("table", "orders", "--count").out()).isEqualTo("4\n");
        assertThat(cli.call("table", "order_lines", "--csv").out())
                .isEqualTo("order_id,sku,qty\nA,x,1\nB,x,1\nC,x,1\nC,y,2\nD,x,2\n");
    }

    @Test
    void record_that_two_loads_reject_stands_once() {
        String key = "K".repeat(2050);
        cli.run(
                cli.file("o.csv", "order_id,status,customer,lines\n" + key + ",OPEN,Ann,x:1|y:2\n"),
                "--pipeline=orders");
        assertThat(cli.call("rejects", "last", "--json").json()).hasSize(3);
        assertThat(new String(raw(), ISO_8859_1))
                .isEqualTo("order_id,status,customer,lines\n" + key + ",OPEN,Ann,x:1|y:2\n");
    }

    @Test
    void open_quote_gives_its_opening_line_and_bytes_stay_as_they_are() {
        byte[] content = "\u00ef\u00bb\u00bfid;n\r\n1;\"open\r\n2;\u00ff\r\n3;ok\r\n4".getBytes(ISO_8859_1);
        cli.run(cli.file("a.csv", content));
        assertThat(new String(raw(), ISO_8859_1)).isEqualTo("\u00ef\u00bb\u00bfid;n\r\n1;\"open\r\n2;\u00ff\r\n4");
    }

    @Test
    void overlong_record_gives_its_opening_line_whole() {
        String longest = "9," + "x".repeat(1_200_000) + "\n";
        cli.run(cli.file("a.csv", "id,n\n1,a\n" + longest + "2,b\n3\n"));
        assertThat(new String(raw(), ISO_8859_1)).isEqualTo("id,n\n" + longest + "3\n");
    }

    @Test
    void utf_16_and_gzip_give_plain_bytes_of_the_same_charset() throws IOException {
        String text = "\ufeffid,n\n1,ä\n2\n3,ö\n4,5,6\n";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_16LE));
        }
        cli.run(cli.file("a.csv.gz", bytes.toByteArray()));
        assertThat(new String(raw(), UTF_16LE)).isEqualTo("\ufeffid,n\n2\n4,5,6\n");
    }

    @Test
    void nothing_rejected_gives_the_header_alone() {
        cli.run(cli.file("a.csv", "id\n1\n"));
        assertThat(new String(raw(), ISO_8859_1)).isEqualTo("id\n");
    }

    @Test
    void records_of_a_pipeline_with_a_sensitive_field_are_withheld() {
        cli.run(
                cli.file("c.csv", "id,house_number,street,town,zip,email\nx,1,s,t,z,secret@example.org\n"),
                "--pipeline=customers");
        Result result = cli.call("rejects", "last", "--csv", "--raw");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("withheld", "sensitive field").doesNotContain("secret");
    }

    @Test
    void file_that_was_changed_or_is_gone_is_told() throws IOException {
        Path file = cli.file("a.csv", "id,n\n1\n");
        cli.run(file);
        cli.file("a.csv", "id,n\n2\n");
        Result changed = cli.call("rejects", "last", "--csv", "--raw");
        Files.delete(file);
        Result gone = cli.call("rejects", "last", "--csv", "--raw");
        assertThat(changed.code() + gone.code()).isEqualTo(2);
        assertThat(changed.err()).contains("was changed since the run").hasLineCount(1);
        assertThat(gone.err()).contains("is not there any more").hasLineCount(1);
    }
}
