package io.quadrille.observer.runs;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.Fact;
import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.DeadLetter;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.LedgerStore.RunSnapshot;
import io.quadrille.observer.ledger.Page;
import io.quadrille.observer.ledger.RejectFilter;
import io.quadrille.observer.ledger.RejectRow;
import io.quadrille.observer.ledger.RunFilter;
import io.quadrille.observer.ledger.RunTally;
import io.quadrille.observer.runs.SourceRecords.SourceGone;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Answers from a ledger. Thread safe. */
public final class LedgerQueries implements RunQueries {
    private static final int PAGE = 1_000;

    private final LedgerStore store;
    private final SourceRecords sources;
    private final Journeys journeys;

    /** Answers that know nothing but the ledger. */
    public LedgerQueries(LedgerStore store) {
        this(store, SourceRecords.NONE, EventLog.NONE);
    }

    public LedgerQueries(LedgerStore store, SourceRecords sources, EventLog events) {
        this.store = store;
        this.sources = sources;
        this.journeys = new Journeys(store, sources, events);
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
        return store.runs(filter, cursor, limit).map(this::report);
    }

    /** All that is known of a run that is complete and was not amended stands in its item. */
    private RunReport report(RunTally tally) {
        RunSnapshot whole = new RunSnapshot(tally, List.of());
        return tally.isComplete() && tally.history().amendments().isEmpty()
                ? Reports.of(whole)
                : find(tally.run()).orElseGet(() -> Reports.of(whole));
    }

    @Override
    public Page<RejectRow> rejects(RunKey run, RejectFilter filter, Optional<String> cursor, int limit) {
        return AmendedRejects.open(store, run, filter).page(cursor, limit).map(AmendedRejects.Reject::row);
    }

    @Override
    public List<String> runIds(String beginning, int most) {
        return store.runIds(beginning, most);
    }

    @Override
    public Optional<RunSeries> findSeries(RunKey run) {
        return AmendedRun.read(store, run).map(amended -> {
            boolean dead = Reports.of(amended).steps().stream().anyMatch(step -> step.deadLettered() > 0);
            return Reports.series(amended, dead ? deadLetters(run) : List.of());
        });
    }

    @Override
    public List<SourceRecord> sourceRecords(RunKey run, List<Long> bytePositions) throws SourceGone {
        Fact.RunStarted start = store.findRun(run)
                .flatMap(tally -> tally.history().findStart())
                .orElseThrow(() -> new SourceGone("The ledger does not know the run's file yet."));
        return sources.atBytes(start, bytePositions.stream().sorted().distinct().toList());
    }

    @Override
    public Optional<RecordJourney> findJourney(RunKey run, long line) {
        return journeys.find(run, line);
    }

    @Override
    public Optional<String> findLineage(RunKey run) {
        return find(run).map(Lineage::of);
    }

    @Override
    public void forEachReject(RunKey run, RejectFilter filter, Consumer<RejectRow> action) {
        Optional<String> cursor = Optional.empty();
        do {
            Page<RejectRow> page = rejects(run, filter, cursor, PAGE);
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
