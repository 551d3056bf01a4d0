package io.quadrille.handlers.engine;

import io.quadrille.handlers.ports.PermanentFailure;
import io.quadrille.handlers.ports.RetryableFailure;
import org.jspecify.annotations.Nullable;

/**
 * Something thrown as a log may show it: its class, stack and causes, without messages, which may hold values; those
 * of a {@link RetryableFailure} and a {@link PermanentFailure} do not.
 */
public final class Unspoken extends Exception {
    private static final long serialVersionUID = 1;
    private static final int MOST_CAUSES = 8;

    private Unspoken(Throwable thrown, @Nullable Throwable cause) {
        super(name(thrown), cause);
        setStackTrace(thrown.getStackTrace());
    }

    /** The class, and the message where it may be quoted. */
    public static String name(Throwable thrown) {
        String type = thrown.getClass().getName();
        boolean quotable = thrown instanceof RetryableFailure || thrown instanceof PermanentFailure;
        return quotable ? type + ": " + thrown.getMessage() : type;
    }

    public static Unspoken of(Throwable thrown) {
        return of(thrown, MOST_CAUSES);
    }

    private static Unspoken of(Throwable thrown, int causes) {
        Throwable cause = thrown.getCause();
        return new Unspoken(thrown, cause == null || causes == 0 ? null : of(cause, causes - 1));
    }

    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
