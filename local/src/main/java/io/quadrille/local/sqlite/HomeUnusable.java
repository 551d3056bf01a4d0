package io.quadrille.local.sqlite;

import io.quadrille.handlers.ports.RetryableFailure;

/**
 * A home that cannot be used as it is, until someone acts: what failed is tried again then. The message is one sentence on which home, why,
 * and what to do; it holds no values of records.
 */
public class HomeUnusable extends RetryableFailure {
    private static final long serialVersionUID = 1;

    public HomeUnusable(String message) {
        super(message);
    }

    public HomeUnusable(String message, Throwable cause) {
        super(message, cause);
    }
}
