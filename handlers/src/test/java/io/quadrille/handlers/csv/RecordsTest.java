package io.quadrille.handlers.csv;

import static io.quadrille.handlers.csv.Reading.Entry.sound;
import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.pipeline.CsvFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordsTest {

    @Test
    void each_record_has_the_line_and_byte_where_it_begins() {
        assertThat(Reading.of("a,b\n1,2\n3,4\n"))
                .isEqualTo(new Reading(List.of("a", "b"), List.of(sound(2, 4, "1", "2"), sound(3, 8, "3", "4"))));
    }

    @Test
    void line_ends_of_every_kind_may_be_mixed_and_the_last_may_be_missing() {
        assertThat(Reading.of("a\r\n1\r2\n3\r\n4").entries())
                .containsExactly(sound(2, 3, "1"), sound(3, 5, "2"), sound(4, 7, "3"), sound(5, 10, "4"));
    }

    @Test
    void blank_lines_count_as_lines_but_are_no_records() {
        assertThat(Reading.of("\n\r\n\ra\n\n1\n\r\n\n2\n\n").entries())
                .containsExactly(sound(6, 7, "1"), sound(9, 12, "2"));
    }

    @Test
    void a_line_of_a_space_or_of_an_empty_quoted_field_is_a_record() {
        assertThat(Reading.of("a\n \n\"\"\n").entries()).containsExactly(sound(2, 2, " "), sound(3, 4, ""));
    }

    @Test
    void line_ends_inside_of_quotes_belong_to_the_value_and_count_as_lines() {
        assertThat(Reading.of("a,b\n\"x\r\ny\rz\n\",2\n3,4\n").entries())
                .containsExactly(sound(2, 4, "x\r\ny\rz\n", "2"), sound(6, 16, "3", "4"));
    }

    @Test
    void doubled_quotes_inside_of_quotes_are_one_and_quotes_inside_of_a_plain_value_are_literal() {
        assertThat(Reading.of("a,b\n\"\"\"\",\"x \"\"y\"\"\"\nit\"s,5\"\n").entries())
                .containsExactly(sound(2, 4, "\"", "x \"y\""), sound(3, 19, "it\"s", "5\""));
    }

    @Test
    void header_cells_may_be_quoted_and_stand_as_they_are() {
        assertThat(Reading.of("\"Name, full\", age\n").header()).containsExactly("Name, full", " age");
    }

    @Test
    void named_header_makes_the_first_line_a_record() {
        assertThat(Reading.of("1;2\n", CsvFormat.csv().withoutHeader("x", "y")))
                .isEqualTo(new Reading(List.of("x", "y"), List.of(sound(1, 0, "1", "2"))));
    }

    @Test
    void control_characters_formulas_and_long_values_are_carried_as_they_are() {
        String odd = "\u0001\u0000\u001b=1+1\u2028\ud83d\ude00" + "x".repeat(300_000);
        assertThat(Reading.of("a\n" + odd + "\n").entries()).containsExactly(sound(2, 2, odd));
    }

    @Test
    void empty_source_has_no_header_and_no_chunk() throws IOException {
        for (String text : List.of("", "\ufeff", "\r\n\n")) {
            try (CsvChunks chunks = open(text, CsvFormat.csv())) {
                assertThat(chunks.isEmpty()).isTrue();
                assertThat(chunks.header()).isEmpty();
                assertThat(chunks.next()).isNull();
            }
        }
    }

    @Test
    void header_without_records_is_not_empty_but_has_no_chunk() throws IOException {
        try (CsvChunks chunks = open("a,b", CsvFormat.csv())) {
            assertThat(chunks.isEmpty()).isFalse();
            assertThat(chunks.header()).containsExactly("a", "b");
            assertThat(chunks.next()).isNull();
            assertThat(chunks.sourceBytes()).isEqualTo(3);
        }
    }

    private static CsvChunks open(String text, CsvFormat format) throws IOException {
        return CsvChunks.open(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "test.csv", format);
    }
}
