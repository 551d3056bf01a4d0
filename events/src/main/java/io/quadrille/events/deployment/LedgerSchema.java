package io.quadrille.events.deployment;

/**
 * The key and the two indexes of the DynamoDB table of ledger and run registry, on which the template that makes it and
 * the adapter that reads it agree. All five attributes are strings; both indexes hold keys alone.
 */
public final class LedgerSchema {
    public static final String PARTITION_KEY = "pk";
    public static final String SORT_KEY = "sk";

    /** The index of every run, sorted by {@link #PLACE} within what {@link #LISTED} says. */
    public static final String RUNS_INDEX = "listed";

    public static final String LISTED = "listed";

    /** The index of runs that are not over; an item without {@link #OPEN} is not in it. */
    public static final String OPEN_INDEX = "open";

    public static final String OPEN = "open";

    /** The sort key of both indexes. */
    public static final String PLACE = "start";

    private LedgerSchema() {}
}
