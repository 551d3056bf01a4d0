package io.quadrille.forecast;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The quota file: what an account may do in a second, by region, before it asks for more.
 *
 * @param account what is the same in every region
 * @param regions what is not, by the region's name
 */
public record Quotas(LocalDate date, String source, Account account, Map<String, Region> regions) {
    public Quotas {
        regions = Collections.unmodifiableMap(new TreeMap<>(regions));
    }

    /**
     * The same in every region.
     *
     * @param lambdaConcurrency functions running at a time
     * @param tableWritesPerSecond the write units of one table on demand
     * @param newTableWritesPerSecond those of a table that never had more
     * @param partitionWritesPerSecond those of one partition key
     */
    public record Account(
            int lambdaConcurrency,
            int tableWritesPerSecond,
            int newTableWritesPerSecond,
            int partitionWritesPerSecond) {}

    /**
     * A region's.
     *
     * @param putEventsPerSecond calls of PutEvents
     * @param invocationsPerSecond deliveries of events to targets
     */
    public record Region(int putEventsPerSecond, int invocationsPerSecond) {}

    /** Those that come with this version. */
    public static Quotas bundled() {
        return DataFile.read("quotas.json", Quotas.class);
    }

    /** @throws IllegalArgumentException naming the regions there are */
    public Region in(String region) {
        Region found = regions.get(region);
        if (found == null) {
            throw new IllegalArgumentException("There is no region '" + region + "' in the quota file of " + date
                    + ". The regions are " + String.join(", ", regions.keySet()) + ".");
        }
        return found;
    }
}
