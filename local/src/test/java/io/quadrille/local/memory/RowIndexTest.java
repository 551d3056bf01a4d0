package io.quadrille.local.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys in rows, far apart, at distances that share a place of each run, in two parts, and texts. */
class RowIndexTest {
    private static final int KEYS = 1 << 16;

    private final RowIndex index = new RowIndex();

    @ParameterizedTest
    @MethodSource("keys")
    void a_row_is_found_after_a_few_tries_wherever_its_segment_was_split(String shape, IntFunction<RowKey> keys) {
        addAll(keys);

        long tries = 0;
        for (int i = 0; i < KEYS; i++) {
            tries += triesUntil(i + 1, keys.apply(i).hash());
        }
        assertThat((double) tries / KEYS).isLessThan(3);
        assertThat(index.segmentOf(keys.apply(0).hash()).firstSlotOf(-1) + 1)
                .as("slots: it was split, and did not grow")
                .isEqualTo(1 << 12);
        assertThat(places()).isEqualTo(LongStream.rangeClosed(1, KEYS).boxed().toList());
    }

    @Test
    void rows_that_move_are_found_where_they_stand() {
        IntFunction<RowKey> keys = i -> new RowKey((long) i, null);
        addAll(keys);

        index.moveAll(place -> place + KEYS);

        for (int i = 0; i < KEYS; i++) {
            triesUntil(i + 1 + KEYS, keys.apply(i).hash());
        }
        assertThat(places())
                .isEqualTo(LongStream.rangeClosed(KEYS + 1, 2 * KEYS).boxed().toList());
    }

    private void addAll(IntFunction<RowKey> keys) {
        for (int i = 0; i < KEYS; i++) {
            int hash = keys.apply(i).hash();
            RowIndex.Segment segment = index.segmentOf(hash);
            int slot = segment.firstSlotOf(hash);
            for (int tried = 0; !segment.isFree(slot); tried++) {
                slot = segment.next(slot, tried);
            }
            index.add(segment, slot, hash, i + 1);
        }
    }

    private int triesUntil(long place, int hash) {
        RowIndex.Segment segment = index.segmentOf(hash);
        int slot = segment.firstSlotOf(hash);
        int tried = 0;
        while (segment.place(slot) != place) {
            if (segment.isFree(slot)) {
                throw new AssertionError("no row at " + place + " where its hash " + hash + " is looked for");
            }
            slot = segment.next(slot, tried++);
        }
        return tried;
    }

    private List<Long> places() {
        List<Long> places = new ArrayList<>();
        index.forEach(places::add);
        places.sort(null);
        return places;
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                key("in rows", i -> new RowKey((long) i, null)),
                key("8 apart", i -> new RowKey(8L * i, null)),
                key("64 apart", i -> new RowKey(64L * i, null)),
                key("1,000 apart", i -> new RowKey(1_000L * i, null)),
                key("times before a counter", i -> new RowKey((long) i << 22, null)),
                key("in two parts", i -> new RowKey((long) i / 256, (long) i % 256)),
                key("texts", i -> new RowKey("C-" + i, null)));
    }

    private static Arguments key(String shape, IntFunction<RowKey> keys) {
        return Arguments.of(shape, keys);
    }
}
