package io.quadrille.simulator;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.Envelope;
import io.quadrille.events.FactKind;
import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.Bucket;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.RunTally;
import io.quadrille.observer.runs.LedgerQueries;
import io.quadrille.observer.runs.MissingChunks;
import io.quadrille.simulator.oracle.FileTruth;
import io.quadrille.simulator.oracle.Flow;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the observer was handed and what it acknowledged, against the chunks that the ledger calls missing: what is
 * acknowledged is not missing, and what is not missing was handed to it.
 */
final class Acknowledged {
    private final World world;
    private final Witness witness;
    private final LedgerStore ledger;
    private final LedgerQueries queries;
    private final Set<ChunkKey> outcomesSeen = new HashSet<>();
    private final Set<ChunkKey> deadSeen = new HashSet<>();
    private final Set<ChunkKey> outcomes = new HashSet<>();
    private final Set<ChunkKey> rejects = new HashSet<>();
    private final Map<RunKey, Integer> heard = new HashMap<>();
    private final Map<RunKey, Long> checkedAt = new HashMap<>();
    private long moves;

    Acknowledged(World world, Witness witness, LedgerStore ledger) {
        this.world = world;
        this.witness = witness;
        this.ledger = ledger;
        this.queries = new LedgerQueries(ledger);
    }

    void delivered(Envelope event) {
        if (isOutcome(event.kind())) {
            note(outcomesSeen, event);
        } else if (event.kind() == FactKind.RECORDS_DEAD_LETTERED) {
            note(deadSeen, event);
        }
    }

    void acknowledged(Envelope event) {
        if (isOutcome(event.kind())) {
            note(outcomes, event);
        } else if (event.kind() == FactKind.RECORDS_REJECTED) {
            note(rejects, event);
        }
    }

    private void note(Set<ChunkKey> chunks, Envelope event) {
        if (chunks.add(event.chunk())) {
            moves++;
        }
    }

    /** A bucket was changed. */
    void moved() {
        moves++;
    }

    /** A run as it is now; its start and its end decide what is known of it. */
    void heard(RunTally tally) {
        int ends = (tally.history().start() == null ? 0 : 1)
                + (tally.history().findTotals().isEmpty() ? 0 : 2);
        Integer before = heard.put(tally.run(), ends);
        if (before == null || before != ends) {
            moves++;
        }
    }

    private static boolean isOutcome(FactKind kind) {
        return kind == FactKind.RECORDS_EXTRACTED
                || kind == FactKind.RECORDS_TRANSFORMED
                || kind == FactKind.RECORDS_LOADED;
    }

    /** Looks again only if something moved since it last did. */
    void check(RunKey run) {
        Long checked = checkedAt.put(run, moves);
        if (checked == null || checked != moves) {
            compare(run);
        }
    }

    private void compare(RunKey run) {
        FileTruth truth = witness.findTruth(run);
        boolean started = ledger.findRun(run)
                .filter(tally -> tally.history().start() != null)
                .isPresent();
        if (truth == null || !started) {
            return;
        }
        int known = known(run);
        Map<String, BitSet> missing = missing(run);
        for (Flow.Stop stop : truth.flow().stops()) {
            BitSet lacking = missing.getOrDefault(stop.step(), new BitSet());
            for (int chunk = 0; chunk < known; chunk++) {
                ChunkKey key = new ChunkKey(run, stop.step(), chunk);
                boolean settled = outcomes.contains(key)
                        && (truth.tally(stop.step(), chunk).rejected() == 0 || rejects.contains(key));
                if (settled && lacking.get(chunk)) {
                    violate(key + " is acknowledged, and called missing");
                } else if (!lacking.get(chunk) && !outcomesSeen.contains(key) && !isDeadBefore(truth, key)) {
                    violate(key + " was never told to the observer, and is not called missing");
                }
            }
        }
    }

    private void violate(String what) {
        world.violate(Invariant.MISSING_IS_THE_COMPLEMENT, what);
    }

    private boolean isDeadBefore(FileTruth truth, ChunkKey key) {
        for (Flow.Stop stop : truth.flow().pathTo(key.step())) {
            if (deadSeen.contains(new ChunkKey(key.run(), stop.step(), key.chunk()))) {
                return true;
            }
        }
        return false;
    }

    /** One more than the highest chunk that the ledger knows of. */
    private int known(RunKey run) {
        var totals = ledger.findRun(run).flatMap(tally -> tally.history().findTotals());
        if (totals.isPresent()) {
            return totals.get().chunks();
        }
        int known = 0;
        for (Bucket bucket : ledger.buckets(run, 0)) {
            long bits = bucket.known();
            known = Math.max(known, bits == 0 ? 0 : bucket.key().chunkAt(63 - Long.numberOfLeadingZeros(bits)) + 1);
        }
        return known;
    }

    private Map<String, BitSet> missing(RunKey run) {
        Map<String, BitSet> missing = new HashMap<>();
        for (MissingChunks step : queries.missingChunks(run)) {
            BitSet chunks = new BitSet();
            step.chunks().ranges().forEach(range -> chunks.set(range.first(), range.last() + 1));
            missing.put(step.step(), chunks);
        }
        return missing;
    }
}
