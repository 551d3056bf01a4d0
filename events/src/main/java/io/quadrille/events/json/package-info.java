/** JSON written without a tree and without objects of its own. */
@NullMarked
package io.quadrille.events.json;

import org.jspecify.annotations.NullMarked;
