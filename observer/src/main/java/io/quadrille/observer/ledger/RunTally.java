package io.quadrille.observer.ledger;

import io.quadrille.events.Fact;
import io.quadrille.events.RunKey;
import io.quadrille.events.pipeline.Graph;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the ledger knows of one attempt without reading its buckets. Immutable.
 *
 * @param steps the closed buckets, by step
 * @param duplicates outcome events dropped because the same outcome was known
 * @param conflicts at most {@link #MAX_CONFLICTS}; one is enough to leave the run unbalanced
 * @param revision how often dead letters or their late outcomes changed what buckets await
 */
public record RunTally(
        RunKey run,
        RunHistory history,
        SortedMap<String, StepTally> steps,
        long duplicates,
        List<Conflict> conflicts,
        long revision) {
    public static final int MAX_CONFLICTS = 100;

    public RunTally {
        steps = Collections.unmodifiableSortedMap(steps);
        conflicts = List.copyOf(conflicts);
    }

    public static RunTally unheard(RunKey run, Instant at) {
        return new RunTally(run, RunHistory.unheard(at), new TreeMap<>(), 0, List.of(), 0);
    }

    public Optional<Graph> findGraph() {
        return history.findStart().map(Fact.RunStarted::graph);
    }

    public RunStatus status() {
        return history.status();
    }

    public StepTally step(String name) {
        return steps.getOrDefault(name, StepTally.NONE);
    }

    /** Whether a bucket is closed at every step. */
    public boolean isSettled(int bucket) {
        return findGraph()
                .filter(graph -> graph.nodes().stream()
                        .allMatch(node -> step(node.name()).isClosed(bucket)))
                .isPresent();
    }

    /** The lowest bucket that is not closed at every step. */
    public int firstUnsettled() {
        return findGraph().stream()
                .flatMap(graph -> graph.nodes().stream())
                .mapToInt(node -> step(node.name()).firstOpen())
                .min()
                .orElse(0);
    }

    /**
     * Whether every record of it has its fate, or was taken up by an amendment: start and totals known, every bucket of
     * every step closed, and no amendment is taking up more.
     */
    public boolean isComplete() {
        return history.totals() != null
                && history.start() != null
                && history.amendments().stream().noneMatch(RunHistory.Amendment::open)
                && firstUnsettled() >= BucketKey.count(history.totals().chunks());
    }

    /** How many chunks a bucket has: 64 unless the totals say that it is the last one; 0 beyond the end. */
    public int chunksIn(int bucket) {
        Fact.FileExtracted totals = history.totals();
        if (totals == null) {
            return BucketKey.CHUNKS;
        }
        long rest = totals.chunks() - (long) bucket * BucketKey.CHUNKS;
        return (int) Math.max(0, Math.min(BucketKey.CHUNKS, rest));
    }

    RunTally with(RunHistory told) {
        return new RunTally(run, told, steps, duplicates, conflicts, revision);
    }

    RunTally withDuplicates(long more) {
        return new RunTally(run, history, steps, duplicates + more, conflicts, revision);
    }

    RunTally with(Conflict conflict) {
        List<Conflict> more = new ArrayList<>(conflicts);
        more.add(conflict);
        return new RunTally(run, history, steps, duplicates, more, revision);
    }

    RunTally withClosed(String step, int bucket, BucketSums sums, Instant at) {
        return new RunTally(
                run,
                history.withProgress(at),
                put(step, step(step).with(bucket, sums)),
                duplicates,
                conflicts,
                revision);
    }

    /** With a closed bucket open again; a run that was complete no longer is. */
    RunTally withReopened(String step, int bucket, BucketSums sums) {
        StepTally open = step(step).without(bucket, sums);
        return new RunTally(run, history.withCompletion(null), put(step, open), duplicates, conflicts, revision);
    }

    /** With other sums of a closed bucket. */
    RunTally withResummed(String step, BucketSums was, BucketSums is) {
        return new RunTally(run, history, put(step, step(step).with(was, is)), duplicates, conflicts, revision);
    }

    RunTally withNextRevision() {
        return new RunTally(run, history, steps, duplicates, conflicts, revision + 1);
    }

    private SortedMap<String, StepTally> put(String step, StepTally tally) {
        SortedMap<String, StepTally> more = new TreeMap<>((Map<String, StepTally>) steps);
        more.put(step, tally);
        return more;
    }
}
