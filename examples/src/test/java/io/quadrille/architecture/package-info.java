/** The rules of the house, each with its reason. */
@NullMarked
package io.quadrille.architecture;

import org.jspecify.annotations.NullMarked;
