/** Virtual time, tried. */
@NullMarked
package io.quadrille.simulator.time;

import org.jspecify.annotations.NullMarked;
