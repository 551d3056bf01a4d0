package io.quadrille.observer;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.Fact;
import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.Bucket;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.Cell;
import io.quadrille.observer.ledger.Conflict;
import io.quadrille.observer.ledger.DeadLetter;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.LedgerStore.BucketUpdate;
import io.quadrille.observer.ledger.LedgerStore.RunUpdate;
import io.quadrille.observer.ledger.RejectMark;
import io.quadrille.observer.ledger.RunChange;
import io.quadrille.observer.ledger.RunHistory;
import io.quadrille.observer.ledger.RunTally;
import io.quadrille.observer.ledger.Slice;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes the facts of one batch to the ledger. Used by one thread. */
final class Recorder {
    private final LedgerStore store;
    private final Instant now;
    private final BucketClosing closing;
    private final Map<RunKey, Long> duplicates = new LinkedHashMap<>();

    Recorder(LedgerStore store, Instant now) {
        this.store = store;
        this.now = now;
        this.closing = new BucketClosing(store, now);
    }

    Recording record(Fact fact, Instant published) {
        if (fact instanceof Fact.StepOutcome outcome) {
            return outcome(outcome.outcome(), published);
        } else if (fact instanceof Fact.RecordsRejected rejected) {
            return rejected(rejected);
        } else if (fact instanceof Fact.RecordsDeadLettered dead) {
            return deadLettered(dead, published);
        } else if (fact instanceof Fact.RunStarted started) {
            return started(started, published);
        } else if (fact instanceof Fact.FileExtracted totals) {
            return extracted(totals, published);
        } else if (fact instanceof Fact.RunFailed failed) {
            return recording(change(failed.run(), new RunChange.Failed(failed.reason(), published)));
        } else if (fact instanceof Fact.RunAmended amended) {
            return recording(change(
                    amended.run(),
                    new RunChange.Amended(new RunHistory.Amendment(
                            amended.amendment(), amended.action(), amended.records(), published))));
        }
        return Recording.RECORDED; // failed deliveries and the observer's own announcements count nothing
    }

    /** Adds the duplicates dropped since the recorder was made to their runs. */
    void countDuplicates() {
        duplicates.forEach((run, count) -> change(run, new RunChange.Duplicates(count)));
        duplicates.clear();
    }

    private Recording outcome(ChunkOutcome outcome, Instant published) {
        BucketKey key = BucketKey.of(outcome.key());
        int slot = BucketKey.slotOf(outcome.key().chunk());
        BucketUpdate update = store.addOutcome(outcome, now);
        Cell known = update.bucket().cells().get(slot);
        Recording recording = Recording.RECORDED;
        RunTally tally = tally(key.run());
        if (known == null) {
            Slice slice = store.revise(key.run(), key.bucket(), before -> before.withOutcome(outcome, now), now);
            closing.closeFull(slice);
        } else if (!update.applied()) {
            recording = repeated(outcome, known);
        }
        if (recording.equals(Recording.RECORDED)) {
            noteIfUnbalanced(outcome);
            noteIfUnknown(tally, key.step());
            progressed(tally);
        }
        tally.findGraph()
                .filter(graph -> graph.extract().name().equals(key.step()))
                .ifPresent(graph -> resumed(tally, published));
        if (known != null) {
            closing.closeIfFull(update.bucket());
        }
        return recording;
    }

    private Recording repeated(ChunkOutcome outcome, Cell known) {
        if (known.equals(Cell.of(outcome))) {
            duplicates.merge(outcome.key().run(), 1L, Long::sum);
            return Recording.DUPLICATE;
        }
        return conflict(outcome.key(), Conflict.Kind.TWO_OUTCOMES, "two outcomes that differ; the first one counts");
    }

    private void noteIfUnbalanced(ChunkOutcome outcome) {
        if (!outcome.counts().isBalanced()) {
            conflict(
                    outcome.key(),
                    Conflict.Kind.OUTCOME_UNBALANCED,
                    "not every record has one fate: " + outcome.counts());
        }
    }

    private void noteIfUnknown(RunTally tally, String step) {
        if (tally.findGraph().filter(graph -> graph.findNode(step).isEmpty()).isPresent()) {
            Conflicts.note(
                    store,
                    tally.run(),
                    new Conflict(Conflict.Kind.UNKNOWN_STEP, step, "step '" + step + "' is not in the run's graph"),
                    now);
        }
    }

    private Recording rejected(Fact.RecordsRejected fact) {
        ChunkKey key = fact.key();
        RejectMark mark = RejectMark.of(fact.rejections());
        RejectMark known = store.findBucket(BucketKey.of(key))
                .map(bucket -> bucket.rejects().get(BucketKey.slotOf(key.chunk())))
                .orElse(null);
        if (known != null && !known.equals(mark)) {
            return conflict(key, Conflict.Kind.REJECTS_DIFFER, "two sets of rejects; the first one stands");
        }
        if (known == null) { // else they are in, and some may have been taken up since
            store.putRejects(key, fact.rejections());
        }
        BucketUpdate update = store.addRejectMark(key, mark, now);
        RunTally tally = tally(key.run());
        if (update.applied()) {
            progressed(tally);
        }
        closing.closeIfFull(update.bucket());
        return update.applied() ? Recording.RECORDED : Recording.DUPLICATE;
    }

    private Recording deadLettered(Fact.RecordsDeadLettered fact, Instant published) {
        ChunkKey key = fact.key();
        int slot = BucketKey.slotOf(key.chunk());
        int redrive = fact.redrive() == null ? 0 : fact.redrive();
        Optional<Bucket> found = store.findBucket(BucketKey.of(key));
        if (found.filter(bucket -> redrive < bucket.amendment(slot).redrive()).isPresent()) {
            return Recording.DUPLICATE; // it was sent again since
        }
        Optional<Long> known = found.map(bucket -> bucket.dead().get(slot));
        if (known.isPresent() && known.get() != fact.records()) {
            return conflict(
                    key,
                    Conflict.Kind.DEAD_LETTERS_DIFFER,
                    "dead letters of " + known.get() + " and of " + fact.records() + " records; the first one stands");
        }
        store.putDeadLetter(DeadLetter.of(fact, published));
        Slice slice = store.revise(
                key.run(),
                key.chunk() / BucketKey.CHUNKS,
                before -> before.withDead(key.step(), slot, fact.records(), redrive, now),
                now);
        if (known.isEmpty()) {
            noteIfUnknown(slice.tally(), key.step());
            progressed(slice.tally());
        }
        closing.closeFull(slice);
        return known.isPresent() ? Recording.DUPLICATE : Recording.RECORDED;
    }

    private Recording started(Fact.RunStarted fact, Instant published) {
        RunUpdate update = change(fact.run(), new RunChange.Started(fact, published));
        store.deadLetters(fact.run()).stream()
                .map(letter -> letter.fact().key().chunk() / BucketKey.CHUNKS)
                .distinct()
                .forEach(bucket -> store.revise(fact.run(), bucket, slice -> slice.settled(now), now));
        for (Bucket bucket : closing.closeAll(fact.run())) {
            noteIfUnknown(update.tally(), bucket.key().step());
        }
        return recording(update);
    }

    private Recording extracted(Fact.FileExtracted fact, Instant published) {
        RunUpdate update = change(fact.run(), new RunChange.Extracted(fact));
        resumed(update.tally(), published);
        if (!update.applied() && !fact.equals(update.tally().history().totals())) {
            Conflict conflict = Conflict.ofRun(Conflict.Kind.TOTALS_DIFFER, "two closing totals; the first ones stand");
            Conflicts.note(store, fact.run(), conflict, now);
            return new Recording.Conflicting(conflict);
        }
        closing.closeAll(fact.run());
        return recording(update);
    }

    private Recording conflict(ChunkKey key, Conflict.Kind kind, String what) {
        Conflict conflict = Conflict.atChunk(kind, key.step(), key.chunk(), what);
        Conflicts.note(store, key.run(), conflict, now);
        return new Recording.Conflicting(conflict);
    }

    private void progressed(RunTally tally) {
        if (tally.history().stall() != null) {
            change(tally.run(), new RunChange.Progressed());
        }
        if (tally.run().amends()) {
            progressed(tally(tally.run().root()));
        }
    }

    private void resumed(RunTally tally, Instant published) {
        if (tally.history().failure() != null) {
            change(tally.run(), new RunChange.Resumed(published));
        }
    }

    /** The run's item; made if this is the first that is heard of it, so that it is listed and watched. */
    private RunTally tally(RunKey run) {
        return store.findRun(run)
                .orElseGet(() -> change(run, new RunChange.Duplicates(0)).tally());
    }

    private RunUpdate change(RunKey run, RunChange change) {
        return store.change(run, change, now);
    }

    private static Recording recording(RunUpdate update) {
        return update.applied() ? Recording.RECORDED : Recording.DUPLICATE;
    }
}
