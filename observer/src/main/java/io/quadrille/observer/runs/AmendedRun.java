package io.quadrille.observer.runs;

import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.LedgerStore.RunSnapshot;
import io.quadrille.observer.ledger.RunHistory.Amendment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A run with what its retries sent again, which the ledger keeps under keys of its own.
 *
 * @param amendments those that the ledger has heard of, by number
 */
public record AmendedRun(RunSnapshot root, List<RunSnapshot> amendments) {
    public AmendedRun {
        amendments = List.copyOf(amendments);
    }

    /** The run as it stands. An amendment is read before what it took up is, so that what is in flight is never negative. */
    public static Optional<AmendedRun> read(LedgerStore store, RunKey run) {
        Optional<RunSnapshot> first = store.snapshot(run);
        List<Amendment> sent = first.stream()
                .flatMap(snapshot -> snapshot.tally().history().amendments().stream())
                .filter(Amendment::sends)
                .sorted(Comparator.comparingInt(Amendment::number).reversed())
                .toList();
        if (sent.isEmpty()) {
            return first.map(snapshot -> new AmendedRun(snapshot, List.of()));
        }
        List<RunSnapshot> amendments = new ArrayList<>();
        for (Amendment amendment : sent) {
            store.snapshot(run.amendedBy(amendment.number())).ifPresent(snapshot -> amendments.add(0, snapshot));
        }
        return store.snapshot(run).map(root -> new AmendedRun(root, amendments));
    }

    /** The keys under which the ledger keeps a run's rejects and dead letters: its own, then its amendments'. */
    public static List<RunKey> keys(LedgerStore store, RunKey run) {
        List<RunKey> keys = new ArrayList<>(List.of(run));
        store.findRun(run).stream()
                .flatMap(tally -> tally.history().amendments().stream())
                .filter(Amendment::sends)
                .forEach(amendment -> keys.add(run.amendedBy(amendment.number())));
        return keys;
    }

    List<RunSnapshot> all() {
        List<RunSnapshot> all = new ArrayList<>(List.of(root));
        all.addAll(amendments);
        return all;
    }
}
