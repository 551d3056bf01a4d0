/** Whole pipelines, from a file to its table, seen from outside and held against an oracle that shares no code. */
@NullMarked
package io.quadrille.blackbox;

import org.jspecify.annotations.NullMarked;
