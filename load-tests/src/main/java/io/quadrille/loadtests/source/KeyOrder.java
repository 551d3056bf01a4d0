package io.quadrille.loadtests.source;

import java.util.Locale;

/** How the keys of a file's records follow one another. */
public enum KeyOrder {
    /** Each greater than the one before. */
    ASCENDING,
    /** As if drawn at random. */
    SCATTERED;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
