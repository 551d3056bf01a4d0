package io.quadrille.local.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowKeyTest {
    private static final String[] TEXTS = {
        "", "\u0000", "\u0000\u0000", "a", "a\u0000", "a\u0000b", "ab", "b", "é", "\uffff", "😀"
    };

    @Test
    void the_order_of_the_bytes_is_that_of_the_keys() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<RowKey> keys = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            keys.add(new RowKey(part(random), part(random)));
        }
        for (RowKey one : keys) {
            for (RowKey other : keys) {
                int order = compare(one.partition(), other.partition());
                int expected = order == 0 ? compare(one.sort(), other.sort()) : order;
                assertThat(Integer.signum(Arrays.compareUnsigned(bytes(one), bytes(other))))
                        .as("seed %d, %s and %s", seed, one, other)
                        .isEqualTo(Integer.signum(expected));
                if (expected == 0) {
                    assertThat(one.hash()).isEqualTo(other.hash());
                }
            }
        }
    }

    private static byte[] bytes(RowKey key) {
        byte[] bytes = new byte[3 + key.mostBytes()];
        return Arrays.copyOfRange(bytes, 3, key.write(bytes, 3));
    }

    private static Object part(Random random) {
        return random.nextBoolean()
                ? TEXTS[random.nextInt(TEXTS.length)] + TEXTS[random.nextInt(TEXTS.length)]
                : (Object) (random.nextBoolean() ? random.nextLong() : random.nextLong(-3, 3));
    }

    private static int compare(Object one, Object other) {
        if (one instanceof Long a && other instanceof Long b) {
            return Long.compare(a, b);
        } else if (one instanceof String a && other instanceof String b) {
            return Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));
        }
        return one instanceof Long ? -1 : 1;
    }
}
