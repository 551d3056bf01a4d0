/** The ledger: exact tallies as items that each change by one conditional write, and the stores that keep them. */
@NullMarked
package io.quadrille.observer.ledger;

import org.jspecify.annotations.NullMarked;
