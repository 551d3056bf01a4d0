package io.quadrille.handlers.csv;

import static io.quadrille.handlers.csv.Reading.Entry.rejected;
import static io.quadrille.handlers.csv.Reading.Entry.sound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.pipeline.CsvFormat;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceCharsetTest {
    private static final String TEXT = "é,b\n\"ä\n\",1\n😀,2\n";

    @Test
    void utf8_with_a_byte_order_mark_counts_the_mark_in_its_positions() {
        assertThat(Reading.of("\ufeff" + TEXT))
                .isEqualTo(new Reading(List.of("é", "b"), List.of(sound(2, 8, "ä\n", "1"), sound(4, 16, "😀", "2"))));
    }

    @Test
    void utf16_is_told_by_its_byte_order_mark() {
        Reading expected = new Reading(List.of("é", "b"), List.of(sound(2, 10, "ä\n", "1"), sound(4, 24, "😀", "2")));
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            byte[] bytes = ("\ufeff" + TEXT).getBytes(charset);
            assertThat(Reading.of(bytes, CsvFormat.csv())).isEqualTo(expected);
            assertThat(Reading.of(bytes, CsvFormat.csv().charset(charset))).isEqualTo(expected);
            assertThat(Reading.of(bytes, CsvFormat.csv().charset(StandardCharsets.UTF_16)))
                    .isEqualTo(expected);
        }
    }

    @Test
    void utf16_without_a_mark_is_read_when_named() {
        byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_16BE);
        assertThat(Reading.of(bytes, CsvFormat.csv().charset(StandardCharsets.UTF_16BE))
                        .entries())
                .containsExactly(sound(2, 8, "ä\n", "1"), sound(4, 22, "😀", "2"));
    }

    @Test
    void units_of_utf16_that_look_like_two_ascii_bytes_are_neither() {
        String text = "a,b\n\u2c22\u0a0d\u222c,1\n";
        assertThat(Reading.of(("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE), CsvFormat.csv())
                        .entries())
                .containsExactly(sound(2, 10, "\u2c22\u0a0d\u222c", "1"));
    }

    @Test
    void lone_surrogate_and_half_a_unit_are_invalid_only_where_they_stand() {
        byte[] bytes = "\ufeffa\nx?\n2\nz".getBytes(StandardCharsets.UTF_16LE);
        bytes[9] = (byte) 0xd8;
        assertThat(Reading.of(Arrays.copyOf(bytes, bytes.length - 1), CsvFormat.csv())
                        .entries())
                .containsExactly(
                        rejected(2, 6, "INVALID_ENCODING"), sound(3, 12, "2"), rejected(4, 16, "INVALID_ENCODING"));
    }

    @Test
    void charsets_that_extend_ascii_are_read_when_named() {
        String kanji = "名前;表\n\"予\n定\";ソ\n";
        for (String name : List.of("Shift_JIS", "EUC-JP", "GBK", "GB18030", "Big5")) {
            String text = name.startsWith("G") || name.startsWith("B") ? "名字;表\n\"日\n本\";中\n" : kanji;
            byte[] bytes = text.getBytes(Charset.forName(name));
            List<Reading.Entry> entries = Reading.of(bytes, CsvFormat.csv().charset(Charset.forName(name)))
                    .entries();
            assertThat(entries).as(name).hasSize(1);
            assertThat(String.join(";", entries.get(0).fields()))
                    .as(name)
                    .isEqualTo(text.substring(text.indexOf('\n') + 1)
                            .replace("\"", "")
                            .strip());
        }
        assertThat(Reading.of(
                                "a;b\nM\u00fcller;5 \u20ac\n".getBytes(Charset.forName("windows-1252")),
                                CsvFormat.csv().charset(Charset.forName("windows-1252")))
                        .entries())
                .containsExactly(sound(2, 4, "Müller", "5 €"));
    }

    @Test
    void byte_that_the_named_charset_does_not_know_costs_only_its_record() {
        byte[] bytes = {'a', '\n', (byte) 0x81, '\n', '1', '\n'};
        assertThat(Reading.of(bytes, CsvFormat.csv().charset(Charset.forName("windows-1252")))
                        .entries())
                .containsExactly(rejected(2, 2, "INVALID_ENCODING"), sound(3, 4, "1"));
    }

    @Test
    void charsets_in_which_quotes_cannot_be_found_by_their_byte_are_refused() {
        for (String name : List.of("UTF-32", "IBM1047", "ISO-2022-JP")) {
            assertThatThrownBy(() -> Reading.of("a\n", CsvFormat.csv().charset(Charset.forName(name))))
                    .isInstanceOf(UnreadableSource.class)
                    .hasMessage(
                            "test.csv cannot be read as " + name + ": quote and line end must be one ASCII byte each"
                                    + " and part of no other character. Convert it to UTF-8, or name its real charset.");
        }
        assertThatThrownBy(() -> Reading.of("\ufeffa\n".getBytes(Charset.forName("UTF-32LE")), CsvFormat.csv()))
                .isInstanceOf(UnreadableSource.class)
                .hasMessageStartingWith("test.csv cannot be read as UTF-32: ");
    }

    @Test
    void delimiter_that_is_part_of_other_characters_is_refused_and_never_detected() {
        CsvFormat shiftJis = CsvFormat.csv().charset(Charset.forName("Shift_JIS"));
        assertThatThrownBy(() -> Reading.of("a|b\n", shiftJis.delimiter('|')))
                .isInstanceOf(UnreadableSource.class)
                .hasMessageStartingWith("test.csv cannot be read as Shift_JIS with the delimiter '|'");
        assertThat(Reading.of("a|b\n", shiftJis).header()).containsExactly("a|b");
    }

    @Test
    void mark_that_contradicts_the_named_charset_is_refused() {
        assertThatThrownBy(() -> Reading.of("\ufeffa\n", CsvFormat.csv().charset(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(UnreadableSource.class)
                .hasMessage("test.csv begins with the byte order mark of UTF-8, but the charset is named as ISO-8859-1."
                        + " Name test.csv's charset, or none.");
    }
}
