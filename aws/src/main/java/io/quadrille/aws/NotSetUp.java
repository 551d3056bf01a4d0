package io.quadrille.aws;

import io.quadrille.handlers.ports.PermanentFailure;

/** A resource that is missing or a permission that was not given: trying again does not help. Holds no values. */
public final class NotSetUp extends PermanentFailure {
    private static final long serialVersionUID = 1;

    public NotSetUp(String message) {
        super(message);
    }

    public NotSetUp(String message, Throwable cause) {
        super(message, cause);
    }
}
