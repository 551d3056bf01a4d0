package io.quadrille.handlers.engine;

/** A message that will never be worked on, however often it is delivered. The message names no values. */
public final class Undeliverable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Undeliverable(String message) {
        super(message);
    }
}
