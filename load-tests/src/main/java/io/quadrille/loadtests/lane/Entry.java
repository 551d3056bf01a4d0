package io.quadrille.loadtests.lane;

import java.util.List;

/**
 * A candidate that takes part in a heat.
 *
 * @param name as it is printed
 * @param leavesTable whether its evidence has the digest of a table
 * @param options handed to it
 */
public record Entry(String name, Class<? extends Candidate> candidate, boolean leavesTable, List<String> options) {
    public Entry {
        options = List.copyOf(options);
    }

    /** One that leaves the table which the source demands. */
    public static Entry loading(String name, Class<? extends Candidate> candidate, String... options) {
        return new Entry(name, candidate, true, List.of(options));
    }

    /** One that only reads, or ends elsewhere than in a table. */
    public static Entry reading(String name, Class<? extends Candidate> candidate, String... options) {
        return new Entry(name, candidate, false, List.of(options));
    }
}
