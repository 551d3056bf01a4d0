/** The oracle, held against the generator's own. */
@NullMarked
package io.quadrille.simulator.oracle;

import org.jspecify.annotations.NullMarked;
