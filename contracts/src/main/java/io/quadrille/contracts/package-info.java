/** What every table and ledger keeps to, as tests that each adapter extends. */
@NullMarked
package io.quadrille.contracts;

import org.jspecify.annotations.NullMarked;
