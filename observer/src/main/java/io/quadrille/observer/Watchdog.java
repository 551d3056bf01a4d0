package io.quadrille.observer;

import io.quadrille.events.Fact;
import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.LedgerStore.RunSnapshot;
import io.quadrille.observer.ledger.Page;
import io.quadrille.observer.ledger.RunChange;
import io.quadrille.observer.ledger.RunFilter;
import io.quadrille.observer.ledger.RunHistory;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.ledger.RunTally;
import io.quadrille.observer.runs.AmendedRun;
import io.quadrille.observer.runs.MissingChunks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks for runs in which nothing happens. Whoever has a clock calls it from time to time; several may at once. Thread
 * safe.
 */
public final class Watchdog {
    private static final int PAGE = 100;

    private final LedgerStore store;
    private final Announcer announcer;
    private final InstantSource clock;
    private final Duration patience;
    private final Completion completion;

    /** @param patience how long a run may be without progress */
    public Watchdog(LedgerStore store, Announcer announcer, InstantSource clock, Duration patience) {
        this.store = store;
        this.announcer = announcer;
        this.clock = clock;
        this.patience = patience;
        this.completion = new Completion(store, announcer, clock);
    }

    /**
     * Announces each running run without progress as stalled, naming what is missing; and as completed one that is, should
     * everyone who could have said so have crashed.
     *
     * @return the runs found stalled
     */
    public List<RunKey> check() {
        List<RunTally> running = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<RunTally> page = store.runs(RunFilter.ofStatus(RunStatus.RUNNING), cursor, PAGE);
            running.addAll(page.items());
            cursor = page.next();
        } while (cursor.isPresent());
        return running.stream().map(RunTally::run).filter(this::check).toList();
    }

    /** Announces this run as stalled, or as complete, if it is. @return whether it was found stalled */
    public boolean check(RunKey run) {
        completion.announceIfDue(run);
        AmendedRun amended = AmendedRun.read(store, run).orElseThrow();
        RunSnapshot snapshot = amended.root();
        Instant progress = lastProgress(amended);
        if (snapshot.tally().status() != RunStatus.RUNNING
                || Duration.between(progress, clock.instant()).compareTo(patience) < 0) {
            return false;
        }
        List<String> missing = missing(amended);
        announcer.announce(new Fact.RunStalled(run, progress, missing), SourceTimes.of(snapshot.tally()));
        return store.change(run, new RunChange.Stalled(progress, missing), clock.instant())
                .applied();
    }

    private static Instant lastProgress(AmendedRun run) {
        return Stream.concat(Stream.of(run.root()), run.amendments().stream())
                .flatMap(snapshot -> Stream.concat(
                        Stream.of(snapshot.tally().history().progress()),
                        snapshot.buckets().stream()
                                .map(bucket -> bucket.timings().touched())))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static List<String> missing(AmendedRun run) {
        List<String> missing = new ArrayList<>();
        RunTally tally = run.root().tally();
        if (tally.history().start() == null) {
            missing.add("the run's start");
        }
        for (MissingChunks chunks : MissingChunks.of(run)) {
            missing.add(chunks.toString());
        }
        if (tally.history().totals() == null) {
            missing.add("the extract's end");
        }
        for (RunHistory.Amendment amendment : tally.history().amendments()) {
            if (amendment.open() || amendment.sends() && !hasTotals(run, amendment.number())) {
                missing.add("amendment " + amendment.number() + " in part: the same command ends it");
            }
        }
        return missing;
    }

    private static boolean hasTotals(AmendedRun run, int amendment) {
        return run.amendments().stream()
                .map(RunSnapshot::tally)
                .anyMatch(tally ->
                        tally.run().amendment() == amendment && tally.history().totals() != null);
    }
}
