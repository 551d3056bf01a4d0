package io.quadrille.handlers.csv;

import static io.quadrille.handlers.csv.Reading.Entry.rejected;
import static io.quadrille.handlers.csv.Reading.Entry.sound;
import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.pipeline.CsvFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MalformedRecordsTest {
    private static final CsvFormat SHORT = CsvFormat.csv().maxRecordBytes(16);

    @Test
    void too_few_and_too_many_columns_cost_only_their_record() {
        assertThat(Reading.of("a,b\n1\n1,2,3\n1,2\n").entries())
                .containsExactly(
                        rejected(2, 4, "TOO_FEW_COLUMNS"), rejected(3, 6, "TOO_MANY_COLUMNS"), sound(4, 12, "1", "2"));
    }

    @Test
    void quote_followed_by_text_rejects_the_opening_line_only() {
        assertThat(Reading.of("a,b\n\"x\"y,1\n2,3\n").entries())
                .containsExactly(rejected(2, 4, "UNTERMINATED_QUOTE"), sound(3, 11, "2", "3"));
    }

    @Test
    void quote_never_closed_swallows_nothing_after_its_line() {
        assertThat(Reading.of("a,b\n1,\"x\r\n2,3\r\n4,5").entries())
                .containsExactly(rejected(2, 4, "UNTERMINATED_QUOTE"), sound(3, 10, "2", "3"), sound(4, 15, "4", "5"));
    }

    @Test
    void quote_closed_too_late_counts_as_never_closed() {
        assertThat(Reading.of("a\n\"1\n2\n3\n4\n5\n6\n7\n8\"\n", SHORT).entries())
                .startsWith(rejected(2, 2, "UNTERMINATED_QUOTE"), sound(3, 5, "2"))
                .endsWith(sound(9, 17, "8\""))
                .hasSize(8);
    }

    @Test
    void record_of_exactly_the_limit_is_read_and_a_longer_one_is_rejected() {
        assertThat(Reading.of("a\n0123456789abcdef\r\n0123456789abcdefg\nx\n0123456789abcdef", SHORT)
                        .entries())
                .containsExactly(
                        sound(2, 2, "0123456789abcdef"),
                        rejected(3, 20, "RECORD_TOO_LONG"),
                        sound(4, 38, "x"),
                        sound(5, 40, "0123456789abcdef"));
    }

    @Test
    void opening_line_over_the_limit_is_too_long_whether_quoted_or_not() {
        assertThat(Reading.of("a\n\"0123456789abcdefg\"\nx\n", SHORT).entries())
                .containsExactly(rejected(2, 2, "RECORD_TOO_LONG"), sound(3, 22, "x"));
    }

    @Test
    void invalid_bytes_cost_only_their_record() {
        byte[] bytes = "a,b\n1,?\n2,ok\n".getBytes(StandardCharsets.US_ASCII);
        bytes[6] = (byte) 0xff;
        assertThat(Reading.of(bytes, CsvFormat.csv()).entries())
                .containsExactly(rejected(2, 4, "INVALID_ENCODING"), sound(3, 8, "2", "ok"));
    }

    @Test
    void messages_name_place_and_expectation_but_no_value() throws IOException {
        assertThat(Reading.messages("a,b,c,d\n1,2,secret\n\"secret\"x,2,3,4\n0123456789secret,\n", SHORT))
                .containsExactly(
                        "3 columns, the header has 4",
                        "a quoted field is not closed by a quote before a delimiter, line end or end of"
                                + " file within 16 bytes; close it, and double the quotes inside of it. This line of 16"
                                + " bytes is rejected, reading resumes on the next.",
                        "the record is longer than 16 bytes (its first line has 18); shorten it, or give a"
                                + " pipeline of your own another limit with csv().maxRecordBytes(…). Reading resumes on the next line.");
    }
}
