package io.quadrille.local.sqlite;

/**
 * A home that cannot be used as it is: permanent until someone acts. The message is one sentence on which home, why,
 * and what to do; it holds no values of records.
 */
public class HomeUnusable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public HomeUnusable(String message) {
        super(message);
    }

    public HomeUnusable(String message, Throwable cause) {
        super(message, cause);
    }
}
