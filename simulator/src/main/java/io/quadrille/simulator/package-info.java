/** Worlds under a seed: the kit's own code on virtual time, faults at its ports, and what must hold all the same. */
@NullMarked
package io.quadrille.simulator;

import org.jspecify.annotations.NullMarked;
