/** Captured events through today's code, on a bus and stores of their own, and what comes out otherwise than it did. */
@NullMarked
package io.quadrille.local.replay;

import org.jspecify.annotations.NullMarked;
