package io.quadrille.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quadrille.events.Seed;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBytesTest {
    private static final ObjectMapper JACKSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .build())
            .build();
    private static final int ROUNDS = 20_000;

    @Test
    void text_is_written_as_jackson_writes_it() throws IOException {
        Random random = Seed.random("text_is_written_as_jackson_writes_it", 61);
        JsonBytes json = new JsonBytes(0);
        for (int round = 0; round < ROUNDS; round++) {
            String text = text(random);
            json.clear();
            assertThat(json.text(text).toByteArray()).isEqualTo(JACKSON.writeValueAsBytes(text));
        }
    }

    @Test
    void room_is_left_before_what_is_written_next() {
        JsonBytes json = new JsonBytes(0);
        json.raw("x".repeat(300)).clear();
        json.raw('[');

        int begin = json.leave(200);
        json.bytes()[begin] = '7';
        json.truncate(begin + 1);
        json.raw(',');
        int second = json.leave(1);
        json.raw("]".repeat(500));
        json.bytes()[second] = '8';

        JsonBytes fresh = new JsonBytes(0);
        fresh.leave(200);
        fresh.bytes()[199] = 1;

        assertThat(begin).isEqualTo(1);
        assertThat(new String(json.toByteArray(), UTF_8)).isEqualTo("[7,8" + "]".repeat(500));
    }

    /** Of ASCII, controls, two bytes, three bytes and pairs, mixed differently from text to text. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int alphabets = 1 + random.nextInt(5);
        for (int length = random.nextInt(150); length > 0; length--) {
            int point =
                    switch (random.nextInt(alphabets)) {
                        case 0 -> ' ' + random.nextInt(0x60);
                        case 1 -> random.nextInt(0x20);
                        case 2 -> 0x80 + random.nextInt(0x780);
                        case 3 -> 0x800 + random.nextInt(0xd000);
                        default -> 0x10000 + random.nextInt(0x100000);
                    };
            text.appendCodePoint(point);
        }
        return text.toString();
    }

    @Test
    void numbers_are_written_with_all_their_digits() {
        Random random = Seed.random("numbers_are_written_with_all_their_digits", 62);
        JsonBytes json = new JsonBytes(0);
        for (int round = 0; round < ROUNDS; round++) {
            assertNumber(json, random.nextLong() >> random.nextInt(64));
        }
        for (long power = 1; power > 0 && power <= Long.MAX_VALUE / 10; power *= 10) {
            assertNumber(json, power);
            assertNumber(json, power - 1);
            assertNumber(json, -power);
            assertNumber(json, 1 - power);
        }
        assertNumber(json, Long.MAX_VALUE);
        assertNumber(json, Long.MIN_VALUE);
    }

    private static void assertNumber(JsonBytes json, long number) {
        json.clear();
        assertThat(new String(json.number(number).toByteArray(), UTF_8)).isEqualTo(Long.toString(number));
    }

    @Test
    void values_follow_each_other_however_small_the_buffer_was() {
        JsonBytes json = new JsonBytes(0);
        json.raw('[');
        StringBuilder expected = new StringBuilder("[");
        for (int i = 0; i < 1_000; i++) {
            json.text("é").raw(',').number(i).raw(',').plainText("2026-11-01").raw(",null,");
            expected.append("\"é\",").append(i).append(",\"2026-11-01\",null,");
        }
        assertThat(new String(json.raw(']').toByteArray(), UTF_8))
                .isEqualTo(expected.append(']').toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "cut \ud83d", "\ude00 cut", "\ude00\ud83d", "\ud83d\ud83d\ude00"})
    void half_a_surrogate_pair_is_refused(String text) {
        assertThatThrownBy(() -> new JsonBytes(0).text(text)).isInstanceOf(JsonBytes.HalfSurrogate.class);
    }

    /** At every length around eight bytes, with and without bytes after the limit, before each kind of byte that ends it. */
    @Test
    void text_is_copied_up_to_the_first_byte_that_does_not_stand_for_itself() {
        for (int length = 0; length < 20; length++) {
            for (String text : List.of("a".repeat(length), "a".repeat(length) + "é")) {
                for (String stop : List.of("", ",", "\"", "\\", "\u0000", "\u001f", ",\"")) {
                    for (String after : List.of("", "b", "b,bbbbbbbbbbbb")) {
                        byte[] bytes = ("<" + text + stop + after).getBytes(UTF_8);
                        int end = 1 + text.getBytes(UTF_8).length;
                        int limit = stop.isEmpty() ? end : bytes.length;
                        JsonBytes json = new JsonBytes(0);
                        assertThat(json.textUntil(bytes, 1, limit, EightBytes.each(',')))
                                .isEqualTo(end);
                        assertThat(new String(json.toByteArray(), UTF_8)).isEqualTo('"' + text + '"');
                        byte[] quoted =
                                new String(bytes, UTF_8).replace(',', '"').getBytes(UTF_8);
                        assertThat(new JsonBytes(0).textUntil(quoted, 1, limit, EightBytes.each('"')))
                                .isEqualTo(end);
                    }
                }
            }
        }
    }

    @Test
    void digits_are_taken_over_as_they_stand() {
        JsonBytes json = new JsonBytes(0);
        byte[] cells = "1234567,8,,".getBytes(UTF_8);
        for (int round = 0; round < 20; round++) { // beyond the first buffer
            json.digits(EightBytes.at(cells, 0), 7)
                    .digits(EightBytes.at(cells, 3), 4)
                    .raw(',');
        }
        assertThat(new String(json.toByteArray(), UTF_8)).isEqualTo("12345674567,".repeat(20));
    }
}
