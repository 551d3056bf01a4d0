package io.quadrille.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.RandomText;
import io.quadrille.events.Seed;
import io.quadrille.events.json.JsonScanner.Unusual;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {
    private static final int ROUNDS = 20_000;

    @Test
    void what_is_written_is_read() {
        Random random = Seed.random("what_is_written_is_read", 63);
        for (int round = 0; round < ROUNDS; round++) {
            String text = RandomText.of(random, 30) + (random.nextInt(10) == 0 ? "\ufffd" : "");
            long number = (random.nextLong() >> random.nextInt(64)) / 10;
            BigDecimal decimal = BigDecimal.valueOf(number, random.nextInt(6));
            LocalDate date = LocalDate.ofEpochDay(random.nextInt(40_000));
            byte[] json = new JsonBytes(0)
                    .text(text)
                    .raw(',')
                    .number(number)
                    .raw(',')
                    .plainText(decimal.toPlainString())
                    .raw(',')
                    .plainText(date.toString())
                    .toByteArray();
            JsonScanner scanner = new JsonScanner(json);
            assertThat(scanner.text()).isEqualTo(text);
            scanner.expect(",");
            assertThat(scanner.number()).isEqualTo(number);
            assertThat(scanner.passes(',')).isTrue();
            assertThat(scanner.decimal()).isEqualTo(decimal);
            assertThat(scanner.passes(",")).isTrue();
            assertThat(scanner.date()).isEqualTo(date);
            assertThat(scanner.isAtEnd()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "01", "-01", "-0", "-0,        ", "1234567890123456789", "x", "+1", " 1", "\"1\""})
    void other_numbers_are_left_to_a_parser(String json) {
        assertThatThrownBy(() -> scanner(json).number()).isInstanceOf(Unusual.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "\"",
                "\"open",
                "\"\n\"",
                "\"\\",
                "\"\\\"",
                "\"\\x\"",
                "\"\\u00\"",
                "\"\\u00e9\"",
                "\"\\ud83d\""
            })
    void other_texts_are_left_to_a_parser(String json) {
        assertThatThrownBy(() -> scanner(json).text()).isInstanceOf(Unusual.class);
    }

    @Test
    void bytes_that_are_no_text_are_left_to_a_parser() {
        for (byte[] bytes : new byte[][] {
            {'"', (byte) 0xff, '"'},
            {'"', (byte) 0xc3, '"'},
            {'"', (byte) 0xef, (byte) 0xbf, (byte) 0xbd, (byte) 0x80, '"'},
            {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
            {'"', (byte) 0xc0, (byte) 0x80, '"'},
            {'"', '\\', 'n', (byte) 0xff, '"'}
        }) {
            assertThatThrownBy(() -> new JsonScanner(bytes).text()).isInstanceOf(Unusual.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"\"", "\"-\"", "\".\"", "\"1.2.3\"", "\"1E3\"", "\"1234567890123456789\"", "\"1", "1", "\"+1\""
            })
    void other_decimals_are_left_to_a_parser(String json) {
        assertThatThrownBy(() -> scanner(json).decimal()).isInstanceOf(Unusual.class);
    }

    @Test
    void decimals_are_what_the_jdk_makes_of_them() {
        for (String text :
                new String[] {"0", "-0.00", "00.10", "1.", ".5", "-.5", "123456789012345678", "0.000000001"}) {
            assertThat(scanner("\"" + text + "\"").decimal()).isEqualTo(new BigDecimal(text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-02-30\"",
                "\"2026-1-1\"",
                "\"+12026-01-01\"",
                "\"2026-01-01",
                "\"2026/01/01\"",
                "\"20x6-01-01\""
            })
    void other_dates_are_left_to_a_parser(String json) {
        assertThatThrownBy(() -> scanner(json).date()).isInstanceOf(Unusual.class);
    }

    private static JsonScanner scanner(String json) {
        return new JsonScanner(json.getBytes(UTF_8));
    }
}
