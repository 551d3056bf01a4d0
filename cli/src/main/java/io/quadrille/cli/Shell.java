package io.quadrille.cli;

import java.util.regex.Pattern;

/** Words as a POSIX shell takes them, for commands that are to be copied. */
final class Shell {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=-][A-Za-z0-9_./:@%+=-]*");

    private Shell() {}

    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
