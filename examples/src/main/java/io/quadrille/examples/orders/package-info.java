/** Orders with lines in one cell: one file, a filter, an expansion and two tables. */
@NullMarked
package io.quadrille.examples.orders;

import org.jspecify.annotations.NullMarked;
