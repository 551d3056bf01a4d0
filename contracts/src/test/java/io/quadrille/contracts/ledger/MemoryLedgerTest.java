package io.quadrille.contracts.ledger;

import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.MemoryLedger;
import org.junit.jupiter.api.Nested;

final class MemoryLedgerTest {
    @Nested
    final class Tallies extends LedgerTallyContract {
        @Override
        protected LedgerStore ledger() {
            return new MemoryLedger();
        }
    }

    @Nested
    final class Disputes extends LedgerDisputeContract {
        @Override
        protected LedgerStore ledger() {
            return new MemoryLedger();
        }
    }

    @Nested
    final class Amendments extends LedgerAmendmentContract {
        @Override
        protected LedgerStore ledger() {
            return new MemoryLedger();
        }
    }

    @Nested
    final class Reading extends LedgerReadingContract {
        @Override
        protected LedgerStore ledger() {
            return new MemoryLedger();
        }
    }

    @Nested
    final class Adversity extends LedgerAdversityContract {
        @Override
        protected LedgerStore ledger() {
            return new MemoryLedger();
        }

        @Override
        protected int seeds() {
            return 120;
        }
    }
}
