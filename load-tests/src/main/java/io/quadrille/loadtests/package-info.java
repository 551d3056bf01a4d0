/** The command that measures: what runs beside what, in which order, and what is printed. */
@NullMarked
package io.quadrille.loadtests;

import org.jspecify.annotations.NullMarked;
