package io.quadrille.events;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Lines of a source as ranges, ascending; as text such as {@code 3,7-9}. */
public record LineRanges(List<Range> ranges) {
    public static final LineRanges NONE = new LineRanges(List.of());

    public LineRanges {
        ranges = List.copyOf(ranges);
    }

    /** Both ends belong to it. */
    public record Range(long first, long last) {
        public Range {
            if (first < 1 || last < first) {
                throw new IllegalArgumentException("lines " + first + " to " + last);
            }
        }

        @Override
        public String toString() {
            return first == last ? Long.toString(first) : first + "-" + last;
        }
    }

    /**
     * The lines of records that stand one after another in their chunk: a range goes on as long as no other record lies in
     * between.
     *
     * @param all the lines of the chunk's records, ascending
     * @param chosen those that are meant, ascending
     */
    public static LineRanges of(List<Long> all, List<Long> chosen) {
        List<Range> ranges = new ArrayList<>();
        int next = 0;
        long first = 0;
        long last = 0;
        for (long line : all) {
            boolean meant = next < chosen.size() && chosen.get(next) == line;
            if (meant) {
                next++;
                first = first == 0 ? line : first;
                last = line;
            } else if (first > 0 && line != last) {
                ranges.add(new Range(first, last));
                first = 0;
            }
        }
        if (first > 0) {
            ranges.add(new Range(first, last));
        }
        return new LineRanges(ranges);
    }

    /** @throws IllegalArgumentException if it is not of the form above */
    public static LineRanges parse(String text) {
        List<Range> ranges = new ArrayList<>();
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int dash = part.indexOf('-');
            long first = Long.parseLong(dash < 0 ? part : part.substring(0, dash));
            ranges.add(new Range(first, dash < 0 ? first : Long.parseLong(part.substring(dash + 1))));
        }
        return new LineRanges(ranges);
    }

    /** Whether a record that begins on the line is among them. */
    public boolean contains(long line) {
        return ranges.stream().anyMatch(range -> range.first() <= line && line <= range.last());
    }

    @Override
    public String toString() {
        return ranges.stream().map(Range::toString).collect(Collectors.joining(","));
    }
}
