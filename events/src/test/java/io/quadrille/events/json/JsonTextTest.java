package io.quadrille.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.RandomText;
import io.quadrille.events.Seed;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    private static final int ROUNDS = 20_000;

    /** Of every length around those that are copied eight bytes at a time, at the end of their bytes and before it. */
    @Test
    void a_text_is_passed_on_as_it_was_read() {
        Random random = Seed.random("a_text_is_passed_on_as_it_was_read", 64);
        for (int round = 0; round < ROUNDS; round++) {
            String text = RandomText.of(random, 40);
            String after = "x".repeat(JsonScanner.LONGEST_ESCAPE + random.nextInt(8));
            byte[] json = new JsonBytes(0).text(text).raw(after).toByteArray();

            JsonText read = read(json);

            assertThat(read).hasToString(text);
            assertThat(read.isEmpty()).isEqualTo(text.isEmpty());
            assertThat(read.length()).isEqualTo(json.length - after.length() - 2);
            JsonBytes again = new JsonBytes(0);
            again.raw("y".repeat(random.nextInt(70))).clear();
            assertThat(again.text(read).raw(after).toByteArray()).isEqualTo(json);
            assertThat(read).isEqualTo(read(json)).hasSameHashCodeAs(read(json));
        }
    }

    private static JsonText read(byte[] json) {
        JsonScanner scanner = new JsonScanner(json);
        scanner.passText();
        return new JsonText(json, scanner.textBegin(), scanner.textEnd());
    }

    @Test
    void it_is_moved_over_bytes_that_json_has_no_escapes_for() {
        byte[] cells = "17,Añasco,x".getBytes(UTF_8);
        JsonText town = JsonText.in(cells);
        assertThat(town.isEmpty()).isTrue();
        assertThat(town.move(3, 10)).hasToString("Añasco");
        assertThat(new String(new JsonBytes(0).text(town).toByteArray(), UTF_8)).isEqualTo("\"Añasco\"");
        assertThat(town.move(11, 12)).hasToString("x");
        assertThat(town.move(3, 3).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "\"",
                "\"abc",
                "\"abc\\",
                "\"abc\\\"",
                "\"a\nb\"",
                "\"0123456789",
                "\"\\u00e9\" and more"
            })
    void what_is_no_text_or_another_form_is_left_to_a_parser(String json) {
        JsonScanner scanner = new JsonScanner(json.getBytes(UTF_8));
        assertThatThrownBy(scanner::passText).isInstanceOf(JsonScanner.Unusual.class);
    }

    @Test
    void bytes_that_are_not_utf_8_are_read_as_no_text_and_passed_as_not_ascii() {
        byte[] json = {'"', 'a', (byte) 0xc3, '"', ',', ',', ',', ',', ',', ','};
        assertThatThrownBy(() -> new JsonScanner(json).text()).isInstanceOf(JsonScanner.Unusual.class);
        JsonScanner passing = new JsonScanner(json);
        assertThat(passing.passText()).isTrue();
        assertThat(passing.isTextAscii()).isFalse();
    }
}
