package io.quadrille.handlers.csv;

import java.nio.charset.Charset;

/**
 * What a source's records have in common.
 *
 * @param columns the number of columns the header has; 0 while the header itself is read
 */
record SourceShape(String sourceName, Charset charset, char delimiter, int columns) {

    /** The beginning of a message about the record that begins on the line. */
    String place(long line) {
        return sourceName + " line " + line + ": ";
    }
}
