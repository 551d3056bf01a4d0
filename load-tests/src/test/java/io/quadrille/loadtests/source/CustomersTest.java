package io.quadrille.loadtests.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CustomersTest {
    @TempDir
    Path folder;

    @Test
    void file_is_generated_once() throws IOException {
        SourceFile first = new Customers(folder).file(100, KeyOrder.ASCENDING, LineBreaks.ANY);
        Files.writeString(first.file(), "changed", UTF_8);
        SourceFile second = new Customers(folder).file(100, KeyOrder.ASCENDING, LineBreaks.ANY);
        assertThat(Files.readString(second.file(), UTF_8)).isEqualTo("changed");
        assertThat(second.tableDigest()).isEqualTo(first.tableDigest()).hasSize(64);
    }

    @Test
    void half_a_file_is_generated_again() throws IOException {
        SourceFile whole = new Customers(folder).file(100, KeyOrder.SCATTERED, LineBreaks.ANY);
        try (var files = Files.list(folder)) {
            for (Path known :
                    files.filter(file -> file.toString().endsWith(".json")).toList()) {
                Files.delete(known);
            }
        }
        Files.writeString(whole.file(), "half", UTF_8);
        assertThat(new Customers(folder).file(100, KeyOrder.SCATTERED, LineBreaks.ANY))
                .isEqualTo(whole);
        assertThat(whole.file()).hasSize(whole.bytes());
    }

    @Test
    void a_line_feed_stands_for_every_line_break() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (LineFeeds out = new LineFeeds(bytes)) {
            out.write("a\r".getBytes(UTF_8));
            out.write("\nb\rc\n\r\r\nd\r".getBytes(UTF_8));
        }
        assertThat(bytes.toString(UTF_8)).isEqualTo("a\nb\rc\n\r\nd\r");
    }
}
