/** The step engine: a delivery in, exactly one outcome per chunk out, and the records that cannot be worked on named. */
@NullMarked
package io.quadrille.handlers.engine;

import org.jspecify.annotations.NullMarked;
