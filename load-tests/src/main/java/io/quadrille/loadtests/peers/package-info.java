/** Others on the same work, each written as its own documentation recommends. */
@NullMarked
package io.quadrille.loadtests.peers;

import org.jspecify.annotations.NullMarked;
