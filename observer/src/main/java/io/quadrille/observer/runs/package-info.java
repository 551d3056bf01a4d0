/** How a run went: reports, lists, rejects and what is missing, read from the ledger. */
@NullMarked
package io.quadrille.observer.runs;

import org.jspecify.annotations.NullMarked;
