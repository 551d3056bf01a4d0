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
     * @param cpuSeconds of a lap, all threads together; the median
     * @param records of a lap; 0 where a lap has no records
     * @param peakHeapBytes the most of any lap; 0 where it was not measured
     * @param remark more that is to be said; may be empty
     */
    public record Row(
            String name, Spread seconds, double cpuSeconds, long records, long peakHeapBytes, String remark) {}
}
