package io.quadrille.loadtests.source;

import java.util.Locale;

/** The line breaks within a file's cells. */
public enum LineBreaks {
    /** As people leave them: mostly line feeds, now and then with a carriage return before them. */
    ANY,
    /** Line feeds, for readers that make every line break one. */
    LINE_FEEDS;

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
