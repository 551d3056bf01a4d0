/** The witness: reads events, writes the ledger, announces completion and stalls. It changes nothing in the flow. */
@NullMarked
package io.quadrille.observer;

import org.jspecify.annotations.NullMarked;
