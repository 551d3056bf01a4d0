package io.quadrille.loadtests.report;

import java.util.List;

/** What was measured side by side. */
public record Section(String title, List<Row> rows) {
    public Section {
        rows = List.copyOf(rows);
    }

    /**
     * One candidate.
     *
     * @param seconds of a lap
     * @param records of a lap; 0 where a lap has no records
     * @param remark more that is to be said; may be empty
     */
    public record Row(String name, Spread seconds, long records, Resources resources, String remark) {
        /** One of which only the time is known. */
        public Row(String name, Spread seconds) {
            this(name, seconds, 0, Resources.UNKNOWN, "");
        }
    }

    /**
     * What a lap took beside time; 0 where it was not measured.
     *
     * @param cpuSeconds of all threads together; the median
     * @param peakHeapBytes the most of any lap
     * @param busMessages the most that stood on the bus at a time, in any lap
     * @param busBytes the same of their bodies
     */
    public record Resources(double cpuSeconds, long peakHeapBytes, long busMessages, long busBytes) {
        public static final Resources UNKNOWN = new Resources(0, 0, 0, 0);
    }
}
