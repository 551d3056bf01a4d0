package io.quadrille.forecast;

import java.time.Duration;

/**
 * Something that a run cannot be faster than: a step's work, or a service's limit.
 *
 * @param name the step's, the table's or the service's, as people call it
 * @param work in all: seconds by one at a time, or what a service counts
 * @param limit how many do it side by side, or how much of it the service takes in a second
 */
public record Bound(Kind kind, String name, double work, double limit) {
    /** What kind of thing it is. */
    public enum Kind {
        EXTRACT,
        STEP,
        OBSERVER,
        /** The write units that a table of rows takes in a second. */
        TABLE,
        /** The write units that one run's part of the ledger takes in a second. */
        LEDGER,
        /** The calls of PutEvents that the account may make in a second. */
        PUT_EVENTS,
        /** The deliveries that EventBridge makes for the account in a second. */
        DELIVERIES,
        /** The functions that the account may run at a time. */
        FUNCTIONS
    }

    public double seconds() {
        return work / limit;
    }

    public Duration duration() {
        return Duration.ofMillis(Math.round(seconds() * 1000));
    }
}
