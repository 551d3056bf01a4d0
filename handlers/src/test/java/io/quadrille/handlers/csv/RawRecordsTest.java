package io.quadrille.handlers.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.pipeline.CsvFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawRecordsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b\n1,2\n3,4",
                "a,b\r\n1,\"2\r\n,\"\r\n3\r\n",
                "a,b\r1,\"open\r2,\u00ff\r",
                "\u00ef\u00bb\u00bfa,b\n\"x\"y,2\n3,4\n"
            })
    void all_records_make_the_whole_source(String text) throws IOException {
        List<Long> positions = new ArrayList<>();
        try (CsvChunks chunks = CsvChunks.open(new ByteArrayInputStream(bytes(text)), "a.csv", CsvFormat.csv())) {
            for (CsvChunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                chunk.forEach(new RecordVisitor() {
                    @Override
                    public void record(long line, long bytePosition, Cells cells) {
                        positions.add(bytePosition);
                    }

                    @Override
                    public void malformed(long line, long bytePosition, String code, String message) {
                        positions.add(bytePosition);
                    }
                });
            }
        }
        assertThat(copy(text, positions)).isEqualTo(text);
    }

    @Test
    void blank_lines_and_records_not_asked_for_are_left_out() throws IOException {
        assertThat(copy("a\n\n1\n\n2\n3\n", List.of(6L))).isEqualTo("a\n2\n");
        assertThat(copy("a\n1\n", List.of())).isEqualTo("a\n");
        assertThat(copy("", List.of())).isEmpty();
    }

    @Test
    void records_beyond_the_buffer_are_copied_whole() throws IOException {
        String first = "1," + "x".repeat(200_000) + "\n";
        String text = "a,b\n" + first + "2,y\n" + first;
        assertThat(copy(text, List.of(4L, 4L + first.length() + 4))).isEqualTo("a,b\n" + first + first);
    }

    @Test
    void position_where_no_record_begins_is_refused() {
        assertThatThrownBy(() -> copy("a\n1\n2\n", List.of(3L)))
                .hasMessage("a.csv has no record that begins at byte 3");
    }

    private static String copy(String text, List<Long> positions) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RawRecords.copy(() -> new ByteArrayInputStream(bytes(text)), "a.csv", CsvFormat.csv(), positions, out);
        return out.toString(ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
