package io.quadrille.simulator;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.Counts;
import io.quadrille.events.Envelope;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.Fact;
import io.quadrille.events.FactKind;
import io.quadrille.events.Facts;
import io.quadrille.events.RunKey;
import io.quadrille.events.pipeline.StepSettings;
import io.quadrille.handlers.ports.BlobStore;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.Delivery.Disposition;
import io.quadrille.handlers.ports.Delivery.Done;
import io.quadrille.handlers.tables.TableReader;
import io.quadrille.observer.ledger.Bucket;
import io.quadrille.observer.ledger.BucketKey;
import io.quadrille.observer.ledger.Cell;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.LedgerStore.BucketUpdate;
import io.quadrille.observer.ledger.LedgerStore.RunUpdate;
import io.quadrille.observer.ledger.RunTally;
import io.quadrille.observer.ledger.Slice;
import io.quadrille.simulator.oracle.FileTruth;
import io.quadrille.simulator.oracle.Flow;
import io.quadrille.simulator.oracle.Tally;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Watches a world from outside, and says at once when something is that must never be. */
final class Witness {
    private final World world;
    private final List<Drop> drops;
    private final LedgerStore ledger;
    private final TableReader tables;
    private final BlobStore blobs;
    private final Map<RunKey, Integer> runs = new LinkedHashMap<>();
    private final Map<String, Envelope> events = new LinkedHashMap<>();
    private final Map<String, String> ids = new HashMap<>();
    private final Map<ChunkKey, String> outcomes = new HashMap<>();
    private final Map<RunKey, Set<Fact.RunCompleted>> completions = new HashMap<>();
    private final Set<ChunkKey> buried = new LinkedHashSet<>();
    private final Map<BucketKey, Long> done = new HashMap<>();
    private final Set<RunKey> complete = new HashSet<>();
    private final Set<RunKey> amended = new HashSet<>();
    private final Map<RunKey, Map<RunKey, RunTally>> tallies = new HashMap<>();
    private final Acknowledged acknowledged;
    private long trace;

    Witness(World world, List<Drop> drops, LedgerStore ledger, TableReader tables, BlobStore blobs) {
        this.world = world;
        this.drops = drops;
        this.ledger = ledger;
        this.tables = tables;
        this.blobs = blobs;
        this.acknowledged = new Acknowledged(world, this, ledger);
    }

    long trace() {
        return trace;
    }

    Optional<Envelope> findEvent(String id) {
        return Optional.ofNullable(events.get(id));
    }

    /** All that were accepted, each once, in the order of their first acceptance. */
    List<Envelope> events() {
        return List.copyOf(events.values());
    }

    Optional<RunKey> findRun(int drop) {
        return runs.entrySet().stream()
                .filter(run -> run.getValue() == drop)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** What must become of a run's file; null for a run that was not begun. */
    @Nullable
    FileTruth findTruth(RunKey run) {
        Integer drop = runs.get(run);
        return drop == null ? null : drops.get(drop).truth();
    }

    /** A line of a run's file, which is not compressed; empty where it has none of this number. */
    String lineOf(RunKey run, long line) {
        Integer drop = runs.get(run);
        byte[] bytes = drop == null ? new byte[0] : drops.get(drop).bytes();
        return new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .skip(line - 1)
                .findFirst()
                .orElse("");
    }

    /** A file is taken up; again is the same run. */
    void begins(RunKey run, int drop) {
        Optional<RunKey> known = findRun(drop);
        if (known.isPresent() && !known.get().equals(run)) {
            world.violate(Invariant.ONE_OUTCOME, "one version of a file is both run " + known.get() + " and " + run);
        }
        runs.put(run, drop);
    }

    // What is published.

    /** An event was accepted by the bus. */
    void published(Envelope event) {
        trace = Chance.of(
                trace, Chance.place(event.id()), world.time().elapsed().toNanos());
        if (world.isTold()) {
            world.tell("bus: " + world.describe(event));
        }
        Envelope known = events.putIfAbsent(event.id(), event);
        if (known == event) {
            return; // the bus, not a publisher, brings it again
        }
        event.data().ifPresent(data -> requireHidden(data, () -> "event " + world.describe(event)));
        FactKind kind = event.kind();
        switch (kind) {
            case RECORDS_EXTRACTED, RECORDS_TRANSFORMED, RECORDS_LOADED -> outcome(event);
            case RECORDS_REJECTED -> requireOneId(event, event.chunk());
            case RECORDS_DEAD_LETTERED -> {
                if (!amended.contains(event.run().root())) { // one that was sent again dies another death
                    requireOneId(event, event.chunk());
                }
            }
            case RUN_COMPLETED -> completed((Fact.RunCompleted) Facts.fact(event));
            default -> {}
        }
    }

    private void requireOneId(Envelope event, ChunkKey chunk) {
        String known = ids.putIfAbsent(event.kind() + " " + chunk, event.id());
        if (known != null && !known.equals(event.id())) {
            world.violate(
                    Invariant.ONE_OUTCOME, world.describe(event) + " has two ids, " + known + " and " + event.id());
        }
    }

    private void outcome(Envelope event) {
        ChunkOutcome outcome = ((Fact.StepOutcome) Facts.fact(event)).outcome();
        requireOneId(event, outcome.key());
        String known = outcomes.putIfAbsent(outcome.key(), outcome.fingerprint());
        if (known != null) {
            if (!known.equals(outcome.fingerprint())) {
                world.violate(Invariant.ONE_OUTCOME, outcome.key() + " has two outcomes that differ");
            }
            return;
        }
        FileTruth truth = findTruth(outcome.key().run());
        if (truth != null) {
            Tally expected = truth.tally(outcome.key().step(), outcome.key().chunk());
            if (!tally(outcome.counts()).equals(expected)) {
                world.violate(
                        Invariant.ONE_OUTCOME,
                        outcome.key() + " has the outcome " + outcome.counts() + ", and must have " + expected);
            }
        }
    }

    private void completed(Fact.RunCompleted fact) {
        Set<Fact.RunCompleted> told = completions.computeIfAbsent(fact.run(), run -> new LinkedHashSet<>());
        FileTruth truth = findTruth(fact.run());
        if (!told.add(fact) || truth == null) {
            return;
        }
        if (told.size() > 1 && !mayReopen(fact.run())) {
            world.violate(Invariant.COMPLETION_ANNOUNCED, "run " + fact.run() + " was completed in two ways: " + told);
        }
        if (fact.sinks().size() != truth.flow().sinks().size()) {
            world.violate(Invariant.COMPLETION_ANNOUNCED, "run " + fact.run() + " was completed with " + fact.sinks());
        }
        for (Fact.SinkTotals sink : fact.sinks()) {
            long ends = sink.loaded() + sink.rejected() + sink.filtered() + sink.deadLettered();
            if (fact.extracted() != truth.records() || fact.extracted() + sink.expanded() != ends) {
                world.violate(
                        Invariant.COMPLETION_ANNOUNCED,
                        "run " + fact.run() + " of " + truth.records() + " records was completed with "
                                + fact.extracted() + " extracted and " + sink);
            }
        }
    }

    Set<Fact.RunCompleted> completions(RunKey run) {
        return completions.getOrDefault(run, Set.of());
    }

    // What is given up.

    void buried(String step, Delivery letter, String reason) {
        Envelope event = event(letter);
        ChunkKey key = new ChunkKey(event.run(), step, event.chunk().chunk());
        boolean claimFaults =
                world.adversary().has(Fault.GONE_CLAIM) || world.adversary().has(Fault.LATE_CLAIM);
        boolean hasCause = letter.receives() >= StepSettings.MAX_RECEIVES
                || (claimFaults && reason.contains("claim check") && reason.endsWith("is gone"));
        if (!hasCause) {
            world.violate(Invariant.ONE_OUTCOME, key + " was given up, and no fault can make it: " + reason);
        }
        buried.add(key);
    }

    /** A redrive or retry of the run is asked for. */
    void amended(RunKey run) {
        amended.add(run);
    }

    /** Whether the run may be complete, and then not, and complete again. */
    boolean mayReopen(RunKey run) {
        return amended.contains(run.root()) || hasDeadLetters(run.root());
    }

    boolean hasDeadLetters(RunKey run) {
        return buried.stream().anyMatch(key -> key.run().root().equals(run));
    }

    /** Given up, and without an outcome: done beats dead. */
    boolean isDead(ChunkKey key) {
        return buried.contains(key) && !outcomes.containsKey(key);
    }

    boolean hasOutcome(ChunkKey key) {
        return outcomes.containsKey(key);
    }

    // What is stored.

    void blob(String key, byte[] bytes) {
        requireHidden(bytes, () -> "blob " + key);
    }

    /** What a store answered to a write. */
    void stored(@Nullable Object answer) {
        if (answer instanceof BucketUpdate update) {
            bucket(update.bucket());
            if (update.applied()) {
                acknowledged.moved();
            }
        } else if (answer instanceof RunUpdate update) {
            tally(update.tally());
        } else if (answer instanceof Slice slice) {
            slice.buckets().values().forEach(this::bucket);
            tally(slice.tally());
            acknowledged.moved();
        }
    }

    private void bucket(Bucket bucket) {
        FileTruth truth = findTruth(bucket.key().run());
        long cells = 0;
        for (Map.Entry<Integer, Cell> cell : bucket.cells().entrySet()) {
            cells |= 1L << cell.getKey();
            int chunk = bucket.key().chunkAt(cell.getKey());
            if (truth != null
                    && !tally(cell.getValue().counts())
                            .isWithin(truth.tally(bucket.key().step(), chunk))) {
                world.violate(
                        Invariant.NO_TALLY_EXCEEDS_THE_TRUTH,
                        bucket.key().step() + " chunk " + chunk + " is counted as "
                                + cell.getValue().counts() + ", and is "
                                + truth.tally(bucket.key().step(), chunk));
            }
        }
        long before = done.getOrDefault(bucket.key(), 0L);
        if ((before & ~cells) != 0) {
            world.violate(
                    Invariant.STATES_MOVE_AS_ALLOWED,
                    bucket.key().step() + " chunk " + bucket.key().chunkAt(Long.numberOfTrailingZeros(before & ~cells))
                            + " was done, and is not any more");
        }
        done.put(bucket.key(), cells);
    }

    private void tally(RunTally tally) {
        RunKey run = tally.run();
        acknowledged.heard(tally);
        FileTruth truth = findTruth(run);
        if (truth != null) {
            tally.steps().forEach((step, sums) -> {
                if (!tally(sums.sums().counts()).isWithin(truth.total(step))) {
                    world.violate(
                            Invariant.NO_TALLY_EXCEEDS_THE_TRUTH,
                            step + " is counted as " + sums.sums().counts() + ", and is " + truth.total(step));
                }
            });
        }
        checkWithAmendments(tally);
        if (!tally.conflicts().isEmpty()) {
            world.violate(
                    Invariant.ONE_OUTCOME,
                    "the ledger notes a conflict: " + tally.conflicts().get(0).message());
        }
        boolean isComplete = tally.status().isComplete();
        if (!isComplete && complete.contains(run) && !mayReopen(run)) {
            world.violate(Invariant.STATES_MOVE_AS_ALLOWED, "run " + run + " was complete, and is " + tally.status());
        }
        if (isComplete) {
            complete.add(run);
        }
    }

    /** A record is loaded once, whether at once or after a retry. */
    private void checkWithAmendments(RunTally tally) {
        RunKey root = tally.run().root();
        FileTruth truth = findTruth(root);
        if (truth == null) {
            return;
        }
        Map<RunKey, RunTally> known = tallies.computeIfAbsent(root, run -> new LinkedHashMap<>());
        known.put(tally.run(), tally);
        for (Flow.Stop sink : truth.flow().sinks()) {
            long loaded = known.values().stream()
                    .mapToLong(each -> each.step(sink.step()).sums().counts().loaded())
                    .sum();
            long most = truth.mendedTotal(sink.step()).loaded();
            if (loaded > most) {
                world.violate(
                        Invariant.NO_TALLY_EXCEEDS_THE_TRUTH,
                        sink.step() + " and its retries loaded " + loaded + " records of " + most);
            }
        }
    }

    // What the observer is handed and acknowledges.

    void delivered(List<Delivery> batch) {
        batch.forEach(delivery -> acknowledged.delivered(event(delivery)));
    }

    void observed(List<Delivery> batch, List<Disposition> dispositions) {
        Set<RunKey> seen = new LinkedHashSet<>();
        for (int i = 0; i < batch.size(); i++) {
            Envelope event = event(batch.get(i));
            if (dispositions.get(i) instanceof Done) {
                acknowledged.acknowledged(event);
                seen.add(event.run());
            }
        }
        seen.forEach(acknowledged::check);
    }

    private Envelope event(Delivery delivery) {
        Envelope known = events.get(Queues.eventId(delivery));
        return known == null ? EventBridgeJson.read(delivery.body()) : known;
    }

    // The end.

    void checkEnd() {
        new EndCheck(world, this, drops, ledger, tables, blobs).run();
    }

    Map<RunKey, Integer> runs() {
        return runs;
    }

    static Tally tally(Counts counts) {
        return new Tally(
                counts.in(), counts.out(), counts.expanded(), counts.rejected(), counts.filtered(), counts.loaded());
    }

    /** Whether a chunk is dead at a step or before it, so that the step never sees it. */
    boolean isCutOff(FileTruth truth, RunKey run, String step, int chunk) {
        for (Flow.Stop stop : truth.flow().pathTo(step)) {
            if (isDead(new ChunkKey(run, stop.step(), chunk))) {
                return true;
            }
        }
        return false;
    }

    /** E-mail addresses are the sensitive values: a digit, an at sign and a letter stand together in each. */
    private void requireHidden(byte[] bytes, Supplier<String> where) {
        for (int i = 1; i + 1 < bytes.length; i++) {
            if (bytes[i] == '@' && Character.isDigit(bytes[i - 1]) && Character.isLetter(bytes[i + 1])) {
                world.violate(Invariant.NOTHING_SENSITIVE_IN_CLEAR, where.get() + " shows an e-mail address");
                return;
            }
        }
    }
}
