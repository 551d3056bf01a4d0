package io.quadrille.handlers.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DelimiterDetectionTest {

    @Test
    void each_candidate_is_found() {
        for (char candidate : new char[] {',', ';', '\t', '|'}) {
            assertThat(detect("a-b-c\n1-2-3\n".replace('-', candidate))).isEqualTo(candidate);
            assertThat(detect("a-b".replace('-', candidate))).isEqualTo(candidate);
        }
    }

    @Test
    void file_of_one_column_has_a_comma_for_want_of_any() {
        assertThat(detect("name\nx\ny\n")).isEqualTo(',');
        assertThat(detect("amount\n1;2\n1;3\n")).isEqualTo(',');
        assertThat(detect("")).isEqualTo(',');
    }

    @Test
    void delimiters_inside_of_quotes_do_not_count() {
        assertThat(detect("\"a,b,c,d\";e\n\"1,2,3,4\";5\n")).isEqualTo(';');
    }

    @Test
    void decimal_commas_lose_against_the_header() {
        assertThat(detect("price;tax;note\n1,50;0,10;a, b\n2,00;0,20;c\n")).isEqualTo(';');
    }

    @Test
    void delimiter_that_also_the_records_follow_wins_over_one_in_the_header_alone() {
        assertThat(detect("city, town, place;zip\nParis;1\nRome;2\n")).isEqualTo(';');
    }

    @Test
    void some_malformed_records_do_not_turn_the_choice() {
        assertThat(detect("a,b,c|d\n1,2,3|4\n1,2,3|4\n1,3|4\n1,2,2,3|4\n1,\"2,3|4\n1,2,3|4\n"))
                .isEqualTo(',');
    }

    @Test
    void named_columns_tell_how_many_are_expected() {
        SourceCharset utf8 = new SourceCharset(StandardCharsets.UTF_8, 0);
        assertThat(new DelimiterDetection("1,5;2,7;3\n".getBytes(StandardCharsets.UTF_8), true, utf8).detect(3))
                .isEqualTo(',');
        assertThat(new DelimiterDetection("1,5;2,7;3,1\n".getBytes(StandardCharsets.UTF_8), true, utf8).detect(3))
                .isEqualTo(';');
    }

    private static char detect(String text) {
        byte[] prefix = text.getBytes(StandardCharsets.UTF_8);
        return new DelimiterDetection(prefix, true, new SourceCharset(StandardCharsets.UTF_8, 0)).detect(0);
    }
}
