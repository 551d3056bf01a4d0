/** Blobs and the master key as files of the home. */
@NullMarked
package io.quadrille.local.store;

import org.jspecify.annotations.NullMarked;
