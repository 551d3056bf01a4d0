/** The files that are read: generated once, kept, with what must become of them. */
@NullMarked
package io.quadrille.loadtests.source;

import org.jspecify.annotations.NullMarked;
