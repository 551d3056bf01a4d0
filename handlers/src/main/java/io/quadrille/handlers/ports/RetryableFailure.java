package io.quadrille.handlers.ports;

/**
 * A failure that may pass: the chunk goes back to its queue and is delivered again later. Handlers may throw it too.
 * The message holds no values of records.
 */
public class RetryableFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RetryableFailure(String message) {
        super(message);
    }

    public RetryableFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
