/** The packages as they are deployed, each process started as Lambda or ECS starts it. */
@NullMarked
package io.quadrille.acceptance.deployed;

import org.jspecify.annotations.NullMarked;
