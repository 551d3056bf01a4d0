/** Rows as they are stored and read back: bodies, columns, cells, and tables as CSV or JSON. */
@NullMarked
package io.quadrille.local.tables;

import org.jspecify.annotations.NullMarked;
