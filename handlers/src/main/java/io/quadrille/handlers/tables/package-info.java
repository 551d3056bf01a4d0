/** Tables read back, row by row, and written as text: the same whatever store they stand in. */
@NullMarked
package io.quadrille.handlers.tables;

import org.jspecify.annotations.NullMarked;
