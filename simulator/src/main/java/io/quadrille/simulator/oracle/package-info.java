/** What must become of a world's files, decided record by record, one after another. Shares no code with the kit. */
@NullMarked
package io.quadrille.simulator.oracle;

import org.jspecify.annotations.NullMarked;
