package io.quadrille.handlers.ports;

/**
 * A failure that stays until somebody mends what the message names: a resource that is missing, a permission that was not
 * given. The message holds no values of records, so that it may stand in events and logs.
 */
public abstract class PermanentFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    protected PermanentFailure(String message) {
        super(message);
    }

    protected PermanentFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
