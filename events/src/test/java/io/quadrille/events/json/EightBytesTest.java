package io.quadrille.events.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.Seed;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EightBytesTest {
    @Test
    void the_first_byte_of_a_kind_is_found() {
        Random random = Seed.random("the_first_byte_of_a_kind_is_found", 65);
        byte[] bytes = new byte[9];
        for (int round = 0; round < 100_000; round++) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextBoolean() ? random.nextInt(256) : 0x1e + random.nextInt(5));
            }
            int wanted = 0x1e + random.nextInt(5);
            int equal = 8;
            int any = 8;
            int end = 8;
            for (int i = 7; i >= 0; i--) {
                byte b = bytes[i + 1];
                equal = b == wanted ? i : equal;
                any = b == wanted || b == '!' || b == '\r' ? i : any;
                end = b == wanted || b == '\\' || b >= 0 && b < ' ' ? i : end;
            }
            long eight = EightBytes.at(bytes, 1);
            assertThat(EightBytes.first(EightBytes.equal(eight, EightBytes.each(wanted))))
                    .isEqualTo(equal);
            assertThat(EightBytes.first(EightBytes.anyOf(
                            eight, EightBytes.each('!'), EightBytes.each(wanted), EightBytes.each('\r'))))
                    .isEqualTo(any);
            assertThat(EightBytes.first(EightBytes.textEnds(eight, EightBytes.each(wanted))))
                    .isEqualTo(end);
        }
    }

    @Test
    void digits_are_counted_and_read_up_to_the_first_byte_that_is_none() {
        Random random = Seed.random("digits_are_counted_and_read_up_to_the_first_byte_that_is_none", 66);
        byte[] bytes = new byte[8];
        for (int round = 0; round < 100_000; round++) {
            int digits = random.nextInt(9);
            long number = 0;
            for (int i = 0; i < bytes.length; i++) {
                int digit = random.nextInt(10);
                bytes[i] = (byte) (i < digits ? '0' + digit : random.nextInt(256));
                number = i < digits ? number * 10 + digit : number;
            }
            if (digits < 8 && bytes[digits] >= '0' && bytes[digits] <= '9') {
                bytes[digits] = (byte) (random.nextBoolean() ? '/' : ':');
            }
            long eight = EightBytes.at(bytes, 0);
            assertThat(EightBytes.digits(eight)).isEqualTo(digits);
            assertThat(EightBytes.number(eight, digits)).isEqualTo(number);
        }
    }

    @Test
    void a_number_is_taken_apart_into_its_eight_digits() {
        Random random = Seed.random("a_number_is_taken_apart_into_its_eight_digits", 67);
        for (int round = 0; round < 100_000; round++) {
            int number = random.nextInt(100_000_000) >>> random.nextInt(27);
            long digits = EightBytes.digitsOf(number);
            String text = String.format("%08d", number);
            for (int i = 0; i < text.length(); i++) {
                assertThat(digits >>> i * 8 & 0xff).as(text).isEqualTo(text.charAt(i) - '0');
            }
        }
    }

    @Test
    void the_bytes_before_a_mark_are_told_from_those_after() {
        long marks = EightBytes.equal(0x2222_2222_002c_4142L, EightBytes.each(','));
        assertThat(EightBytes.first(marks)).isEqualTo(2);
        assertThat(EightBytes.before(marks)).isEqualTo(0xffffL);
    }
}
