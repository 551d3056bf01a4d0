package io.quadrille.events.records;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quadrille.events.json.JsonBytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What slices make together is what the JDK's coder makes of all at once. */
final class Base64SlicesTest {
    private final Base64Slices slices = new Base64Slices();

    /** Around one slice's ends, and around the next one's. */
    static IntStream lengths() {
        return IntStream.of(0, 1530, 3066, 4602).flatMap(from -> IntStream.range(from, from + 12));
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void bytes_are_encoded_and_decoded_as_at_once(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        JsonBytes text = new JsonBytes(0);
        text.raw('"');
        slices.encode(Arrays.copyOf(bytes, length + 5), length, text);
        assertThat(text.toByteArray())
                .isEqualTo(('"' + Base64.getEncoder().encodeToString(bytes)).getBytes(ISO_8859_1));
        assertThat(decoded(text.toByteArray(), 1)).isEqualTo(bytes);
    }

    /** One byte is another, or the end is missing: the same bytes come of it, or the same refusal. */
    @ParameterizedTest
    @MethodSource("lengths")
    void what_is_damaged_is_taken_or_refused_as_at_once(int length) {
        String text = Base64.getEncoder().encodeToString(new byte[length]);
        int[] places = IntStream.of(0, 1024, 2044, 2045, 2046, 2047, 2048, 2049, 4094, 4095, 4096, text.length() - 2)
                .filter(place -> place >= 0 && place < text.length())
                .toArray();
        for (int place : places) {
            for (char other : new char[] {'=', ' ', '\n', '-', 'B', (char) 0x80}) {
                requireSame(text.substring(0, place) + other + text.substring(place + 1));
            }
            requireSame(text.substring(0, place));
            requireSame(text.substring(0, place) + "=");
            requireSame(text.substring(0, place) + "==");
        }
    }

    private void requireSame(String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        byte[] expected;
        try {
            expected = Base64.getDecoder().decode(bytes);
        } catch (IllegalArgumentException e) {
            assertThatIllegalArgumentException().isThrownBy(() -> decoded(bytes, 0));
            return;
        }
        assertThat(decoded(bytes, 0)).isEqualTo(expected);
    }

    /** @param before bytes that are not part of the text */
    private byte[] decoded(byte[] bytes, int before) {
        ByteBuffer text = ByteBuffer.wrap(bytes, before, bytes.length - before).slice();
        byte[] into = new byte[Base64Slices.mostBytes(text)];
        int length = slices.decode(text, into);
        assertThat(text.position()).isZero();
        return Arrays.copyOf(into, length);
    }
}
