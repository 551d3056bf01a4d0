package io.quadrille.handlers;

import io.quadrille.events.Rejection;
import org.jspecify.annotations.Nullable;

/** Thrown by a handler to refuse the record it is given: a business outcome, not an error. */
public final class Reject extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final @Nullable String column;

    /**
     * @param code upper-case letters, digits and {@code _}, such as {@code BAD_LINES}; people group by it
     * @param column the column at fault; null where it is the record as a whole
     * @param message what is wrong and what was expected; withheld where it might show a sensitive value
     * @throws IllegalArgumentException if the code is not of that form
     */
    public Reject(String code, @Nullable String column, String message) {
        super(message, null, false, false);
        this.code = Rejection.requireCode(code);
        this.column = column;
    }

    public String code() {
        return code;
    }

    public @Nullable String column() {
        return column;
    }

    public String reason() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
