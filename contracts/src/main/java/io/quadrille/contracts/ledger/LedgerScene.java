package io.quadrille.contracts.ledger;

import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.MemoryLedger;
import io.quadrille.observer.runs.SinkReport;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A run of three steps and an observer on an empty ledger. */
public abstract class LedgerScene {
    final Staged run = Staged.run("run1", Graphs.LINE);
    final RunKey key = run.run();
    LedgerStore store = new MemoryLedger();
    Witness witness = new Witness(store);

    /** An empty ledger. */
    protected abstract LedgerStore ledger();

    @BeforeEach
    final void begin() {
        store = ledger();
        witness = new Witness(store);
    }

    /** A chunk that nothing happens to on its way through all steps. */
    final void deliverChunk(int chunk, long records) {
        for (String step : List.of("extract", "transform", "load")) {
            witness.deliver(run.passes(step, chunk, records));
        }
    }

    static SinkReport load(long extracted, long loaded, long dead, long inFlight) {
        return new SinkReport("load", "customers", extracted, 0, loaded, 0, 0, dead, inFlight, true);
    }
}
