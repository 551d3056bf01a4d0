package io.quadrille.observer.runs;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/** Chunk numbers as ranges, ascending, such as {@code 3, 7-9}. */
public record ChunkRanges(List<Range> ranges) {
    public ChunkRanges {
        ranges = List.copyOf(ranges);
    }

    /** Both ends belong to it. */
    public record Range(int first, int last) {
        @Override
        public String toString() {
            return first == last ? Integer.toString(first) : first + "-" + last;
        }
    }

    public static ChunkRanges of(BitSet chunks) {
        List<Range> ranges = new ArrayList<>();
        int first = chunks.nextSetBit(0);
        while (first >= 0) {
            int end = chunks.nextClearBit(first);
            ranges.add(new Range(first, end - 1));
            first = chunks.nextSetBit(end);
        }
        return new ChunkRanges(ranges);
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** How many chunks. */
    public int count() {
        return ranges.stream()
                .mapToInt(range -> range.last() - range.first() + 1)
                .sum();
    }

    @Override
    public String toString() {
        return ranges.stream().map(Range::toString).collect(Collectors.joining(", "));
    }
}
