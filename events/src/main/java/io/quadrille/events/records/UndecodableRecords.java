package io.quadrille.events.records;

/** A payload that cannot be read as records: the whole chunk fails, permanently. The message holds no values. */
public final class UndecodableRecords extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UndecodableRecords(String message) {
        super(message);
    }
}
