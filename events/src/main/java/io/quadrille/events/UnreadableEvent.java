package io.quadrille.events;

/** Bytes that are not one of our events: a permanent failure. The message quotes no payload. */
public final class UnreadableEvent extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnreadableEvent(String message) {
        super(message);
    }
}
