package io.quadrille.observer;

import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.MemoryLedger;

final class MemoryAdversityTest extends AdversityContract {
    @Override
    protected LedgerStore ledger() {
        return new MemoryLedger();
    }

    @Override
    protected int seeds() {
        return 400;
    }
}
