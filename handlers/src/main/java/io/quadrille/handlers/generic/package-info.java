/** The pipeline for files that nobody wrote a pipeline for. */
@NullMarked
package io.quadrille.handlers.generic;

import org.jspecify.annotations.NullMarked;
