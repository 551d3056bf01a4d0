/** What every ledger keeps to, whatever order, duplicates and crashes the bus and the machine bring. */
@NullMarked
package io.quadrille.contracts.ledger;

import org.jspecify.annotations.NullMarked;
