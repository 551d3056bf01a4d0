package io.quadrille.events;

import static java.util.Objects.requireNonNull;

import io.quadrille.events.records.Origin;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One record refused, and why.
 *
 * @param column the column at fault; null where it is the record as a whole
 * @param code upper case and stable, such as {@code NOT_A_NUMBER}
 * @param message for people; no value of a sensitive or unparsed record
 */
public record Rejection(Origin origin, @Nullable String column, String code, String message) {
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
    private static final int LONGEST_MESSAGE = 1000;

    public Rejection {
        requireNonNull(origin, "origin");
        requireCode(code);
        if (message.length() > LONGEST_MESSAGE) {
            int end = LONGEST_MESSAGE - 1;
            message = message.substring(0, Character.isHighSurrogate(message.charAt(end - 1)) ? end - 1 : end) + "…";
        }
    }

    /** The code. @throws IllegalArgumentException if it is not of the form above, or longer than 64 characters */
    public static String requireCode(String code) {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException(
                    "reject code '" + code + "': expected upper-case letters, digits and _, such as NOT_A_NUMBER");
        }
        return code;
    }
}
