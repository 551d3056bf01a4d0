package io.quadrille.contracts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.Counts;
import io.quadrille.events.Fact;
import io.quadrille.events.pipeline.Graph;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.RejectGroup;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.ChunkRanges;
import io.quadrille.observer.runs.MissingChunks;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.observer.runs.RunSeries;
import io.quadrille.observer.runs.SinkReport;
import io.quadrille.observer.runs.StepReport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random runs in every order that the bus permits, with an oracle beside them. A failure names its seed. */
public abstract class LedgerAdversityContract {
    /** An empty ledger. */
    protected abstract LedgerStore ledger();

    /** How many runs each test draws. */
    protected abstract int seeds();

    /** How many chunks the runs have whose buckets fill in any order. */
    protected int[] runsOfSeveralBuckets() {
        return new int[] {63, 64, 65, 128, 150};
    }

    /** How many chunks the run has that several observers take up at once. */
    protected int chunksForSeveralObservers() {
        return 100;
    }

    @Test
    void any_order_with_any_duplicates_is_exact_at_every_moment() {
        LedgerStore store = ledger();
        for (long seed = 0; seed < seeds(); seed++) {
            World world = new World(seed, seed % 2 == 0 ? Graphs.TREE : Graphs.LINE, 1 + (int) (seed % 5), false);
            Witness witness = watch(world, store, "seed " + seed);
            assertThat(witness.announced).as("seed %d", seed).hasSize(1);
            assertAnnounced(witness, world, "seed " + seed);
        }
    }

    @Test
    void dead_letters_followed_by_outcomes_are_exact_at_every_moment() {
        LedgerStore store = ledger();
        for (long seed = 0; seed < seeds(); seed++) {
            World world = new World(seed, Graphs.TREE, 1 + (int) (seed % 4), true);
            Witness witness = watch(world, store, "redriven seed " + seed);
            RunReport report = witness.report(world.staged().run());
            assertThat(report.sinks()).as("seed %d", seed).allMatch(sink -> sink.deadLettered() == 0);
            assertThat(witness.queries.deadLetters(report.run())).isEmpty();
            assertAnnounced(witness, world, "redriven seed " + seed);
        }
    }

    @Test
    void announcement_that_comes_back_before_it_is_marked_is_not_announced_again() {
        World world = new World(0, Graphs.LINE, 2, false);
        List<Runnable> whenAnnounced = new ArrayList<>();
        whenAnnounced.add(() -> {
            throw new IllegalStateException("accepted, but the answer is lost");
        });
        Witness witness = new Witness(ledger(), whenAnnounced);
        List<Fact> facts = world.facts();
        Fact last = facts.get(facts.size() - 1);
        facts.subList(0, facts.size() - 1).forEach(witness::deliver);
        assertThatThrownBy(() -> witness.deliver(last)).isInstanceOf(IllegalStateException.class);

        witness.deliver(witness.announced.get(0));

        assertThat(witness.announced).hasSize(1);
        whenAnnounced.clear();
        witness.deliver(last); // its delivery failed, and so it comes again
        assertThat(witness.announced).hasSize(2);
        assertThat(witness.report(world.staged().run()).status().isComplete()).isTrue();
    }

    @Test
    void several_buckets_fill_in_any_order() {
        LedgerStore store = ledger();
        for (int chunks : runsOfSeveralBuckets()) {
            World world = new World(1000 + chunks, Graphs.TREE, chunks, chunks % 2 == 0);
            Witness witness = new Witness(store);
            Oracle oracle = new Oracle(world.staged());
            for (List<Fact> batch : world.batches(2, 10)) {
                witness.deliver(batch);
                batch.forEach(oracle::deliver);
            }
            assertExact(witness, oracle, world, chunks + " chunks");
            assertThat(witness.report(world.staged().run()).status().isComplete())
                    .isTrue();
            assertAnnounced(witness, world, chunks + " chunks");
        }
    }

    @Test
    void whoever_dies_after_whatever_write_someone_announces_the_truth() {
        LedgerStore store = ledger();
        for (long seed = 5000; seed < 5000 + seeds(); seed++) {
            Graph graph = seed % 2 == 0 ? Graphs.TREE : Graphs.LINE;
            World world = new World(seed, graph, 1 + (int) (seed % 5), seed % 3 == 0);
            Random deaths = new Random(seed);
            CrashingLedger crashing = CrashingLedger.dying(store, () -> deaths.nextInt(12) == 0, seed % 4 < 2);
            Witness witness = new Witness(crashing, List.of(crashing::perhapsDie));
            Oracle oracle = new Oracle(world.staged());
            for (List<Fact> batch : world.batches(2, 4)) {
                redeliverUntilTaken(witness, batch);
                batch.forEach(oracle::deliver);
                assertExact(witness, oracle, world, "dying, seed " + seed);
            }
            assertThat(witness.report(world.staged().run()).status().isComplete())
                    .isTrue();
            assertAnnounced(witness, world, "dying, seed " + seed);
        }
    }

    @Test
    void an_observer_overtaken_by_others_before_any_write_comes_to_the_truth() {
        LedgerStore store = ledger();
        // Seed 8477 finds a bucket closed as it stood before it was revised.
        for (long seed = 8460; seed < 8460 + seeds(); seed++) {
            World world = new World(seed, Graphs.TREE, 1 + (int) (seed % 5), seed % 3 > 0);
            Oracle oracle = new Oracle(world.staged());
            world.facts().forEach(oracle::deliver);
            Witness witness = overtaken(store, new ArrayDeque<>(world.batches(2, 3)), new Random(seed));
            assertExact(witness, oracle, world, "overtaken, seed " + seed);
            assertAnnounced(witness, world, "overtaken, seed " + seed);
        }
    }

    /** Observers that take turns at each write, up to four deep, until all batches are taken. */
    private static Witness overtaken(LedgerStore store, Deque<List<Fact>> batches, Random random) {
        List<Witness> witness = new ArrayList<>();
        int[] depth = new int[1];
        CrashingLedger overtaken = CrashingLedger.overtaken(store, () -> {
            if (depth[0] < 4 && !batches.isEmpty() && random.nextInt(3) == 0) {
                depth[0]++;
                witness.get(0).deliver(batches.remove());
                depth[0]--;
            }
        });
        witness.add(new Witness(overtaken));
        while (!batches.isEmpty()) {
            witness.get(0).deliver(batches.remove());
        }
        return witness.get(0);
    }

    @Test
    void several_observers_at_once_come_to_the_truth() {
        LedgerStore store = ledger();
        World world = new World(77, Graphs.TREE, chunksForSeveralObservers(), true);
        Witness witness = new Witness(CrashingLedger.overtaken(store, Thread::yield));
        Oracle oracle = new Oracle(world.staged());
        world.facts().forEach(oracle::deliver);
        world.batches(3, 5).parallelStream().forEach(witness::deliver);
        assertExact(witness, oracle, world, "several observers");
        assertAnnounced(witness, world, "several observers");
    }

    private static void redeliverUntilTaken(Witness witness, List<Fact> batch) {
        while (true) {
            try {
                witness.deliver(batch);
                return;
            } catch (CrashingLedger.Crash e) {
                // the batch was not acknowledged and comes again
            }
        }
    }

    private static Witness watch(World world, LedgerStore store, String name) {
        Witness witness = new Witness(store);
        Oracle oracle = new Oracle(world.staged());
        for (List<Fact> batch : world.batches(3, 4)) {
            witness.deliver(batch);
            batch.forEach(oracle::deliver);
            assertExact(witness, oracle, world, name);
            assertThat(witness.report(world.staged().run()).duplicates())
                    .as(name)
                    .isEqualTo(oracle.duplicates);
        }
        assertThat(witness.report(world.staged().run()).status().isComplete())
                .as(name)
                .isTrue();
        return witness;
    }

    private static void assertExact(Witness witness, Oracle oracle, World world, String name) {
        RunReport report = witness.report(world.staged().run());
        assertThat(report.sinks()).as(name).isEqualTo(oracle.sinks());
        assertThat(report.sinks()).as(name).allMatch(LedgerAdversityContract::addsUp);
        assertThat(report.balanced()).as("%s: %s", name, report).isTrue();
        assertThat(report.status().isComplete()).as(name).isEqualTo(oracle.complete());
        for (StepReport step : report.steps()) {
            assertThat(step.counts()).as(name).isEqualTo(oracle.reported(step.step()));
        }
        assertAccountedFor(witness, report, name);
        assertThat(witness.queries.completedChunks(report.run())).as(name).isEqualTo(oracle.completed());
        Map<String, ChunkRanges> missing = new HashMap<>();
        for (MissingChunks chunks : witness.queries.missingChunks(report.run())) {
            missing.put(chunks.step(), chunks.chunks());
        }
        Map<String, ChunkRanges> expected = new HashMap<>();
        oracle.missing().forEach((step, chunks) -> expected.put(step, ChunkRanges.of(chunks)));
        assertThat(missing).as(name).isEqualTo(expected);
    }

    /** What is told over time and by reason is as exact as the counts. */
    private static void assertAccountedFor(Witness witness, RunReport report, String name) {
        RunSeries series = witness.queries.findSeries(report.run()).orElseThrow();
        for (RunSeries.StepSeries step : series.steps()) {
            Counts counts = report.steps().stream()
                    .filter(told -> told.step().equals(step.step()))
                    .findFirst()
                    .orElseThrow()
                    .counts();
            assertThat(step.points().stream().mapToLong(RunSeries.Point::in).sum())
                    .as(name)
                    .isEqualTo(counts.in());
            assertThat(step.points().stream().mapToLong(RunSeries.Point::out).sum())
                    .as(name)
                    .isEqualTo(counts.out() + counts.loaded());
        }
        long[] rows = new long[1];
        witness.queries.forEachReject(report.run(), row -> rows[0]++);
        if (!report.steps().isEmpty()) {
            assertThat(report.rejects().stream().mapToLong(RejectGroup::records).sum())
                    .as(name)
                    .isEqualTo(rows[0]);
        }
    }

    private static boolean addsUp(SinkReport sink) {
        return sink.extracted() + sink.expanded()
                == sink.loaded() + sink.rejected() + sink.filtered() + sink.deadLettered() + sink.inFlight();
    }

    /** The last announcement has the final figures; where nothing is reopened, so has every other. */
    private static void assertAnnounced(Witness witness, World world, String name) {
        Oracle truth = new Oracle(world.staged());
        world.facts().forEach(truth::deliver);
        List<Fact.SinkTotals> totals = new ArrayList<>();
        long extracted = 0;
        for (SinkReport sink : truth.sinks()) {
            totals.add(new Fact.SinkTotals(
                    sink.step(),
                    sink.expanded(),
                    sink.loaded(),
                    sink.rejected(),
                    sink.filtered(),
                    sink.deadLettered()));
            extracted = sink.extracted();
        }
        RunStatus status = witness.report(world.staged().run()).status();
        Fact expected = new Fact.RunCompleted(world.staged().run(), status.name(), extracted, totals);
        assertThat(witness.announced).as(name).last().isEqualTo(expected);
    }
}
