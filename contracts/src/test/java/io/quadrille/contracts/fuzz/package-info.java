/** Parsers of foreign bytes under seeded changes of a kept corpus. */
@NullMarked
package io.quadrille.contracts.fuzz;

import org.jspecify.annotations.NullMarked;
