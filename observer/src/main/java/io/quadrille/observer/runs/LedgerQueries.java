package io.quadrille.observer.runs;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.DeadLetter;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.LedgerStore.RunSnapshot;
import io.quadrille.observer.ledger.Page;
import io.quadrille.observer.ledger.RejectRow;
import io.quadrille.observer.ledger.RunFilter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Answers from a ledger. Thread safe. */
public final class LedgerQueries implements RunQueries {
    private static final int PAGE = 1_000;

    private final LedgerStore store;

    public LedgerQueries(LedgerStore store) {
        this.store = store;
    }

    @Override
    public Optional<RunReport> find(RunKey run) {
        return AmendedRun.read(store, run).map(Reports::of);
    }

    @Override
    public Optional<RunReport> findLatestAttempt(String runId) {
        return store.findLatestAttempt(runId).flatMap(this::find);
    }

    @Override
    public Optional<RunReport> findLast() {
        return runs(RunFilter.ALL, Optional.empty(), 1).items().stream().findFirst();
    }

    @Override
    public Page<RunReport> runs(RunFilter filter, Optional<String> cursor, int limit) {
        return store.runs(filter, cursor, limit).map(tally -> {
            return find(tally.run()).orElseGet(() -> Reports.of(new RunSnapshot(tally, List.of())));
        });
    }

    @Override
    public Page<RejectRow> rejects(RunKey run, Optional<String> cursor, int limit) {
        return AmendedRejects.open(store, run).page(cursor, limit).map(AmendedRejects.Reject::row);
    }

    @Override
    public void forEachReject(RunKey run, Consumer<RejectRow> action) {
        Optional<String> cursor = Optional.empty();
        do {
            Page<RejectRow> page = rejects(run, cursor, PAGE);
            page.items().forEach(action);
            cursor = page.next();
        } while (cursor.isPresent());
    }

    @Override
    public List<MissingChunks> missingChunks(RunKey run) {
        return AmendedRun.read(store, run).map(MissingChunks::of).orElse(List.of());
    }

    @Override
    public BitSet completedChunks(RunKey run) {
        return store.snapshot(run)
                .map(snapshot -> ChunkProgress.of(snapshot).completed())
                .orElseGet(BitSet::new);
    }

    @Override
    public List<DeadLetter> deadLetters(RunKey run) {
        List<DeadLetter> standing = new ArrayList<>();
        for (RunKey each : AmendedRun.keys(store, run)) {
            for (DeadLetter letter : store.deadLetters(each)) {
                ChunkKey key = letter.fact().key();
                if (store.findBucket(BucketKey.of(key))
                        .filter(bucket -> bucket.isDead(BucketKey.slotOf(key.chunk())))
                        .isPresent()) {
                    standing.add(letter);
                }
            }
        }
        return standing;
    }
}
