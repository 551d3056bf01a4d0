/** The command line, called as a user calls it. */
@NullMarked
package io.quadrille.cli;

import org.jspecify.annotations.NullMarked;
