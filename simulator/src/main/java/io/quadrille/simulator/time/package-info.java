/** Virtual time: one task at a time, in an order that a seed decides; a task that waits hands the baton on. */
@NullMarked
package io.quadrille.simulator.time;

import org.jspecify.annotations.NullMarked;
