package io.quadrille.events.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OriginsTest {
    /** Mostly without ordinals, as in a file that nothing expands. */
    @Test
    void they_are_a_list_that_grows_and_shrinks_at_its_end() {
        Random random = Seed.random("they_are_a_list_that_grows_and_shrinks_at_its_end", 71);
        for (int round = 0; round < 300; round++) {
            Origins origins = new Origins(random.nextInt(8));
            List<Origin> expected = new ArrayList<>();
            int expanded = random.nextInt(3) == 0 ? 2 : 60;
            for (int i = 0; i < 100; i++) {
                if (random.nextInt(10) == 0) {
                    int to = random.nextInt(expected.size() + 1);
                    origins.truncate(to);
                    expected.subList(to, expected.size()).clear();
                }
                Origin origin = new Origin(1 + i, i * 70L, random.nextInt(expanded) == 0 ? random.nextInt(4) : 0);
                origins.append(origin);
                expected.add(origin);
            }
            assertThat(origins).containsExactlyElementsOf(expected);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(origins.line(i)).isEqualTo(expected.get(i).line());
                assertThat(origins.ordinal(i)).isEqualTo(expected.get(i).ordinal());
            }
            for (int beyond : new int[] {-1, expected.size()}) {
                assertThatThrownBy(() -> origins.line(beyond)).isInstanceOf(IndexOutOfBoundsException.class);
                assertThatThrownBy(() -> origins.ordinal(beyond)).isInstanceOf(IndexOutOfBoundsException.class);
            }
        }
    }

    /** Whoever reads a chunk is handed its origins. */
    @Test
    void nobody_else_changes_them() {
        Origin origin = new Origin(2, 70, 0);
        List<Origin> origins = new Origins(1);
        assertThatThrownBy(() -> origins.add(origin)).isInstanceOf(UnsupportedOperationException.class);
        ((Origins) origins).append(origin);
        assertThatThrownBy(() -> origins.set(0, origin)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(origins::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThat(origins).containsExactly(origin);
    }
}
