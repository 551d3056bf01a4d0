/** The same flow on an AWS endpoint, with its calls counted. */
@NullMarked
package io.quadrille.loadtests.endpoint;

import org.jspecify.annotations.NullMarked;
