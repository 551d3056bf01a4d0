package io.quadrille.observer;

import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.Conflict;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.RunChange;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes conflicts on their runs, and in the log when they are new. */
final class Conflicts {
    private static final Logger LOG = LoggerFactory.getLogger(Conflicts.class);

    private Conflicts() {}

    static void note(LedgerStore store, RunKey run, Conflict conflict, Instant at) {
        if (store.change(run, new RunChange.Conflicting(conflict), at).applied()) {
            LOG.warn("run {} does not balance: {}", run, conflict.message());
        }
    }
}
