/** Lanes: JVMs of their own, each with one candidate in it, asked for one lap after the other. */
@NullMarked
package io.quadrille.loadtests.lane;

import org.jspecify.annotations.NullMarked;
