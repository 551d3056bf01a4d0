/** A pipeline on the local stage: bus, engines, observer and extract put together, and runs on it. */
@NullMarked
package io.quadrille.local.stage;

import org.jspecify.annotations.NullMarked;
