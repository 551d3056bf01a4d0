package io.quadrille.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    private final Utf8 utf8 = new Utf8();

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Ann", "Łódź", "田中さん", "😀 and more", "\u0000\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff"})
    void text_comes_back(String text) {
        byte[] bytes = ("<" + text + ">").getBytes(UTF_8);
        assertThat(utf8.find(bytes, 1, bytes.length - 1)).isEqualTo(text);
    }

    /** Sequences cut short, too long for their code points, of surrogates, or of no code point at all. */
    @Test
    void any_bytes_are_read_as_java_reads_them_or_not_at_all() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int[] leads = {0x41, 0x80, 0xbf, 0xc0, 0xc1, 0xc3, 0xdf, 0xe0, 0xe2, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff};
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(random.nextBoolean() ? 6 : 24)];
            int letters = random.nextInt(20); // up to there ASCII only
            for (int at = 0; at < bytes.length; at++) {
                boolean follows = at > 0 && random.nextInt(3) > 0;
                bytes[at] = at < letters && bytes.length > 6
                        ? (byte) 'a'
                        : (byte) (follows ? 0x80 + random.nextInt(0x40) : leads[random.nextInt(leads.length)]);
            }
            assertThat(utf8.find(bytes, 0, bytes.length))
                    .as("seed %d, try %d", seed, i)
                    .isEqualTo(strictly(bytes));
            assertThat(isValidAmong(bytes, random))
                    .as("seed %d, try %d", seed, i)
                    .isEqualTo(strictly(bytes) != null);
        }
    }

    /** Eight bytes at a time: whatever stands before and after them. */
    private static boolean isValidAmong(byte[] bytes, Random random) {
        int before = random.nextInt(10);
        byte[] among = new byte[before + bytes.length + random.nextInt(10)];
        random.nextBytes(among);
        System.arraycopy(bytes, 0, among, before, bytes.length);
        return Utf8.isValid(among, before, before + bytes.length);
    }

    /** Texts of all planes, and the same with one byte replaced. */
    @Test
    void long_texts_are_known_from_what_only_looks_like_them() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int[] planes = {0x80, 0x800, 0x10000, 0x110000};
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                int point = random.nextInt(planes[random.nextInt(planes.length)]);
                text.appendCodePoint(point >= 0xd800 && point < 0xe000 ? 'x' : point);
            }
            byte[] bytes = text.toString().getBytes(UTF_8);
            assertThat(isValidAmong(bytes, random))
                    .as("seed %d, try %d", seed, i)
                    .isTrue();
            if (bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                assertThat(isValidAmong(bytes, random))
                        .as("seed %d, try %d", seed, i)
                        .isEqualTo(strictly(bytes) != null);
            }
        }
    }

    /** All of up to four bytes that begin, continue or end something, at each place among eight, in the middle and at the end. */
    @Test
    void bytes_at_the_bounds_of_what_is_allowed_are_told_apart() {
        int[] bounds = {
            0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xe0, 0xe1, 0xed, 0xee, 0xf0, 0xf1, 0xf4, 0xf5, 0xf8
        };
        byte[] bytes = new byte[32];
        for (int i = 0; i < Math.pow(bounds.length, 4); i++) {
            byte[] four = new byte[4];
            for (int at = 0, rest = i; at < 4; at++, rest /= bounds.length) {
                four[at] = (byte) bounds[rest % bounds.length];
            }
            boolean valid = strictly(four) != null;
            for (int before = 0; before <= 8; before++) {
                Arrays.fill(bytes, (byte) 'x');
                System.arraycopy(four, 0, bytes, before, 4);
                if (Utf8.isValid(bytes, 0, bytes.length) != valid || Utf8.isValid(bytes, 0, before + 4) != valid) {
                    throw new AssertionError(
                            HexFormat.of().formatHex(four) + " after " + before + " is valid: " + valid);
                }
            }
        }
    }

    private static @Nullable String strictly(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
