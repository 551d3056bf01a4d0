/** The front door: the {@code quadrille} command. Data goes to stdout, everything said about it to stderr. */
@NullMarked
package io.quadrille.cli;

import org.jspecify.annotations.NullMarked;
