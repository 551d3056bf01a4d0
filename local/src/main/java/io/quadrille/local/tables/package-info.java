/** Rows as the local stores keep them: bodies, layouts and keys. */
@NullMarked
package io.quadrille.local.tables;

import org.jspecify.annotations.NullMarked;
