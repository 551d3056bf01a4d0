package io.quadrille.events.records;

/**
 * A record that cannot be written: a required component is null, or a text holds half of a surrogate pair, which UTF-8
 * cannot carry and every store would silently replace. The others of its chunk can. The message holds no values.
 */
public final class UnencodableRecord extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Origin origin;

    public UnencodableRecord(Origin origin, String message) {
        super(message);
        this.origin = origin;
    }

    public Origin origin() {
        return origin;
    }
}
