/** A pipeline put to work: its engines, its observer and its runs on a set of ports, the same on every stage. */
@NullMarked
package io.quadrille.runtime;

import org.jspecify.annotations.NullMarked;
