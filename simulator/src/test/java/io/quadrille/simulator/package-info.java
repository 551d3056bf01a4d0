/** Worlds, tried. */
@NullMarked
package io.quadrille.simulator;

import org.jspecify.annotations.NullMarked;
