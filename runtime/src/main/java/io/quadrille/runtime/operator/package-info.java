/** The operator: retry, redrive and republish, carried out on a pipeline's ports. It has a role of its own. */
@NullMarked
package io.quadrille.runtime.operator;

import org.jspecify.annotations.NullMarked;
