package io.quadrille.handlers.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.pipeline.CsvFormat;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class UnreadableSourceTest {

    @Test
    void column_name_that_stands_twice_is_refused_with_the_columns_found() {
        assertRefused(
                "\nid,name,id\n1,2,3\n",
                "test.csv line 2: the column name 'id' stands twice. Give every column a name of its own;"
                        + " the 3 columns found are: id, name, id");
    }

    @Test
    void column_name_that_no_table_can_store_is_refused_and_none_is_shown_at_length() {
        String longest = "ä".repeat(32_767); // 65,534 bytes
        assertThat(Reading.of("id," + longest + "\n1,2\n")).isNotNull();
        assertRefused(
                "id,x" + longest + "y\n1,2\n",
                "test.csv line 1: the name of column 2 has 65536 bytes; shorten it to 65535. Give every column a name of"
                        + " its own; the 2 columns found are: id, x" + "ä".repeat(99) + "…");
        assertRefused(
                longest + "," + longest + "\n",
                "test.csv line 1: the column name '" + "ä".repeat(100)
                        + "…' stands twice. Give every column a name of its" + " own; the 2 columns found are: "
                        + "ä".repeat(100) + "…, " + "ä".repeat(100) + "…");
    }

    @Test
    void column_without_a_name_is_refused_with_the_columns_found() {
        assertRefused(
                "id,\" \",name\n",
                "test.csv line 1: column 2 has no name. Give every column a name of its own;"
                        + " the 3 columns found are: id,  , name");
    }

    @Test
    void named_columns_are_checked_alike() {
        assertThatThrownBy(() -> Reading.of("1,2\n", CsvFormat.csv().withoutHeader("a", "a")))
                .isInstanceOf(UnreadableSource.class)
                .hasMessageStartingWith("test.csv, header named: the column name 'a' stands twice.");
    }

    @Test
    void header_that_cannot_be_read_is_refused() {
        assertThatThrownBy(() -> Reading.of("a,\"b\n1,2\n"))
                .isInstanceOf(UnreadableSource.class)
                .hasMessageStartingWith("test.csv line 1: a quoted field is not closed")
                .hasMessageEndingWith("The header cannot be read, so the file is refused.");
        assertThatThrownBy(() -> Reading.of(new byte[] {'a', (byte) 0xff, '\n'}, CsvFormat.csv()))
                .isInstanceOf(UnreadableSource.class)
                .hasMessageStartingWith("test.csv line 1: the record's 3 bytes are not valid UTF-8");
    }

    @Test
    void files_of_known_binary_kinds_are_refused_by_their_kind() {
        assertRefused(
                "PK\3\4\24\0\0\0",
                "test.csv is not a text file: it is a ZIP archive or an Excel workbook. Drop a CSV file, gzipped or not.");
        assertRefused(
                "PAR1\25\4\25\n",
                "test.csv is not a text file: it is a Parquet file. Drop a CSV file, gzipped or not.");
        assertRefused(
                "%PDF-1.7\n", "test.csv is not a text file: it is a PDF document. Drop a CSV file, gzipped or not.");
    }

    @Test
    void column_name_that_reads_like_a_binary_file_is_none() {
        assertThat(Reading.of("PAR1,ORC\n1,2\n").header()).containsExactly("PAR1", "ORC");
    }

    @Test
    void mostly_control_bytes_or_a_zero_byte_in_the_header_are_no_text() {
        assertRefused(
                "\1\2\3abc",
                "test.csv is not a text file: 3 of its first 6 bytes are control characters. Drop a CSV file, gzipped or not.");
        assertRefused(
                "abcdefgh\0,i\n",
                "test.csv is not a text file: its first line holds a zero byte. Name its charset if it is UTF-16 without a"
                        + " byte order mark.");
    }

    @Test
    void refused_source_is_closed() {
        AtomicBoolean closed = new AtomicBoolean();
        ByteArrayInputStream source = new ByteArrayInputStream("a,a\n".getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        assertThatThrownBy(() -> CsvChunks.open(source, "test.csv", CsvFormat.csv()))
                .isInstanceOf(UnreadableSource.class);
        assertThat(closed).isTrue();
    }

    private static void assertRefused(String text, String sentence) {
        assertThatThrownBy(() -> Reading.of(text))
                .isInstanceOfSatisfying(UnreadableSource.class, refused -> assertThat(refused.sentence())
                        .isEqualTo(sentence));
    }
}
