/** Many who look at a run while it goes on. */
@NullMarked
package io.quadrille.onlookers;

import org.jspecify.annotations.NullMarked;
