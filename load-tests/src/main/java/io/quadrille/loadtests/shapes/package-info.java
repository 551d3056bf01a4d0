/** Flows of other shapes and sizes: more steps, more sinks, wider records, sources larger than any memory. */
@NullMarked
package io.quadrille.loadtests.shapes;

import org.jspecify.annotations.NullMarked;
