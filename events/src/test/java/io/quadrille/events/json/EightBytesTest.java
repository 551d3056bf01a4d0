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
            int control = 8;
            for (int i = 7; i >= 0; i--) {
                equal = bytes[i + 1] == wanted ? i : equal;
                control = bytes[i + 1] >= 0 && bytes[i + 1] < ' ' ? i : control;
            }
            long eight = EightBytes.at(bytes, 1);
            assertThat(EightBytes.first(EightBytes.equal(eight, EightBytes.each(wanted))))
                    .isEqualTo(equal);
            assertThat(EightBytes.first(EightBytes.controls(eight))).isEqualTo(control);
        }
    }

    @Test
    void the_bytes_before_a_mark_are_told_from_those_after() {
        long marks = EightBytes.equal(0x2222_2222_002c_4142L, EightBytes.each(','));
        assertThat(EightBytes.first(marks)).isEqualTo(2);
        assertThat(EightBytes.before(marks)).isEqualTo(0xffffL);
    }
}
