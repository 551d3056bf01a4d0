package io.quadrille.handlers.engine;

import org.jspecify.annotations.Nullable;

/** Something thrown as a log may show it: its class, stack and causes, without messages, which may hold values. */
public final class Unspoken extends Exception {
    private static final long serialVersionUID = 1;
    private static final int MOST_CAUSES = 8;

    private Unspoken(Throwable thrown, @Nullable Throwable cause) {
        super(thrown.getClass().getName(), cause);
        setStackTrace(thrown.getStackTrace());
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
