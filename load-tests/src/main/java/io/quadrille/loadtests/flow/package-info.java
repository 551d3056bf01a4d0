/** The customers pipeline from file to table, and plain loops that do the same work without events. */
@NullMarked
package io.quadrille.loadtests.flow;

import org.jspecify.annotations.NullMarked;
