/** The extract: a source's bytes become chunks of typed records on the bus. */
@NullMarked
package io.quadrille.handlers.extract;

import org.jspecify.annotations.NullMarked;
