package io.quadrille.events.records;

/** A record with a value that would not come back from an event as it went in. The message names the field, no value. */
public final class UnwritableRecord extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnwritableRecord(String message) {
        super(message);
    }
}
