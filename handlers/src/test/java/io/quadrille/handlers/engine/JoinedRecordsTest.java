package io.quadrille.handlers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.handlers.ports.RecordTable.VersionedRecord;
import io.quadrille.handlers.ports.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class JoinedRecordsTest {
    @Test
    void any_order_of_asking_gives_the_same_records() {
        JoinedRecords joined = new JoinedRecords();
        List<VersionedRecord> expected = new ArrayList<>();
        for (int size : new int[] {0, 3, 0, 0, 1, 5, 0}) {
            List<VersionedRecord> part = IntStream.range(0, size)
                    .mapToObj(i -> record(expected.size() + i))
                    .toList();
            joined.join(part);
            expected.addAll(part);
        }

        assertThat(joined).containsExactlyElementsOf(expected);
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            indexes.add(i % expected.size());
        }
        Collections.shuffle(indexes, new Random(7));
        assertThat(indexes).allSatisfy(i -> assertThat(joined.get(i)).isSameAs(expected.get(i)));
        assertThatThrownBy(() -> joined.get(expected.size())).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(joined.get(0)).as("after an index too large").isSameAs(expected.get(0));
    }

    private static VersionedRecord record(int number) {
        Version version = new Version(Instant.EPOCH, null, "run", 1, number + 1L, 0);
        return new VersionedRecord((long) number, null, version, new Object[] {(long) number});
    }
}
