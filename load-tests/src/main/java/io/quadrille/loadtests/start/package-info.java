/** Processes from their start to their end. */
@NullMarked
package io.quadrille.loadtests.start;

import org.jspecify.annotations.NullMarked;
