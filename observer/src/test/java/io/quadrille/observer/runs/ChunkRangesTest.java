package io.quadrille.observer.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChunkRangesTest {
    @Test
    void neighbours_are_one_range() {
        BitSet chunks = new BitSet();
        chunks.set(3);
        chunks.set(7, 10);
        ChunkRanges ranges = ChunkRanges.of(chunks);
        assertThat(ranges)
                .isEqualTo(new ChunkRanges(List.of(new ChunkRanges.Range(3, 3), new ChunkRanges.Range(7, 9))));
        assertThat(ranges).hasToString("3, 7-9");
        assertThat(ranges.count()).isEqualTo(4);
        assertThat(new MissingChunks("load", ranges)).hasToString("load: chunks 3, 7-9");
        assertThat(ChunkRanges.of(new BitSet()).isEmpty()).isTrue();
    }
}
