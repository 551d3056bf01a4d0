/** The observer's tests; {@code LedgerContract} is what every ledger keeps. */
@NullMarked
package io.quadrille.observer;

import org.jspecify.annotations.NullMarked;
