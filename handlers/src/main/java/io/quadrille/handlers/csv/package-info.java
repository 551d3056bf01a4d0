/**
 * A CSV source's bytes as chunks of raw records: bounds, lines, byte positions and fields, and what is wrong with a
 * record that cannot be read. It knows nothing of record classes, events or buses.
 *
 * <p>The words: a <em>unit</em> is a code unit of the charset (1 byte, in UTF-16 2 bytes); a <em>line</em> is a
 * physical line, from 1, ended by LF, CRLF or a lone CR; the <em>opening line</em> is the line where a record begins.
 */
@NullMarked
package io.quadrille.handlers.csv;

import org.jspecify.annotations.NullMarked;
