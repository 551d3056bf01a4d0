/** What simulated code does not do. */
@NullMarked
package io.quadrille.simulator.architecture;

import org.jspecify.annotations.NullMarked;
