/** Servers that tests start: among them an AWS endpoint that nobody here wrote. */
@NullMarked
package io.quadrille.contracts.endpoint;

import org.jspecify.annotations.NullMarked;
