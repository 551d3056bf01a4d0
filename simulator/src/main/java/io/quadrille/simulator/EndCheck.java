package io.quadrille.simulator;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.Fact;
import io.quadrille.events.RunKey;
import io.quadrille.handlers.ports.BlobStore;
import io.quadrille.handlers.tables.NoSuchTable;
import io.quadrille.handlers.tables.TableReader;
import io.quadrille.observer.ledger.DeadLetter;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.RunFilter;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.LedgerQueries;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.observer.runs.SinkReport;
import io.quadrille.simulator.oracle.FileTruth;
import io.quadrille.simulator.oracle.Flow;
import io.quadrille.simulator.oracle.Refusal;
import io.quadrille.simulator.oracle.TableTruth;
import io.quadrille.simulator.oracle.Tally;
import io.quadrille.testdata.RecordFate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Looks at a world that has drained: every record has its one fate, and everything says the same of it. */
final class EndCheck {
    private final World world;
    private final Witness witness;
    private final List<Drop> drops;
    private final LedgerStore ledger;
    private final LedgerQueries queries;
    private final TableReader tables;
    private final BlobStore blobs;

    EndCheck(World world, Witness witness, List<Drop> drops, LedgerStore ledger, TableReader tables, BlobStore blobs) {
        this.world = world;
        this.witness = witness;
        this.drops = drops;
        this.ledger = ledger;
        this.queries = new LedgerQueries(ledger);
        this.tables = tables;
        this.blobs = blobs;
    }

    void run() {
        int listed = ledger.runs(RunFilter.ALL, Optional.empty(), 100).items().size();
        if (witness.runs().size() != drops.size() || listed != drops.size()) {
            world.violate(
                    Invariant.CONVERGES,
                    drops.size() + " files were dropped, but " + witness.runs().size() + " runs begun and " + listed
                            + " listed");
            return;
        }
        witness.runs().forEach((run, drop) -> checkRun(run, drops.get(drop).truth()));
        drops.get(0).truth().flow().sinks().forEach(this::checkTable);
    }

    private void checkRun(RunKey run, FileTruth truth) {
        RunReport report = queries.find(run).orElseThrow();
        List<Fact.SinkTotals> sinks = truth.flow().sinks().stream()
                .map(sink -> totals(run, truth, sink.step()))
                .toList();
        RunStatus status = status(run, truth);
        checkBalance(report, truth, sinks);
        checkCompletion(run, truth, report, status, sinks);
        checkRejects(run, truth);
        checkDeadLetters(run, truth);
        if (!queries.missingChunks(run).isEmpty()) {
            world.violate(
                    Invariant.MISSING_IS_THE_COMPLEMENT, "run " + run + " still lacks " + queries.missingChunks(run));
        }
    }

    private void checkBalance(RunReport report, FileTruth truth, List<Fact.SinkTotals> expected) {
        for (int i = 0; i < expected.size(); i++) {
            SinkReport sink = report.sinks().size() > i ? report.sinks().get(i) : null;
            if (sink == null || sink.inFlight() != 0 || !sink.balanced() || sink.extracted() != truth.records()) {
                world.violate(
                        Invariant.BALANCED,
                        "run " + report.run() + ": " + sink + " of " + truth.records() + " records");
                return;
            }
            Fact.SinkTotals actual = new Fact.SinkTotals(
                    sink.step(), sink.expanded(), sink.loaded(), sink.rejected(), sink.filtered(), sink.deadLettered());
            if (!actual.equals(expected.get(i))) {
                world.violate(
                        Invariant.ONE_OUTCOME,
                        "run " + report.run() + " ended as " + actual + ", and must as " + expected.get(i));
            }
        }
        if (!report.balanced()) {
            world.violate(Invariant.BALANCED, "run " + report.run() + " is not balanced");
        }
    }

    private void checkCompletion(
            RunKey run, FileTruth truth, RunReport report, RunStatus status, List<Fact.SinkTotals> sinks) {
        List<Fact.RunCompleted> told = new ArrayList<>(witness.completions(run));
        Fact.RunCompleted expected = new Fact.RunCompleted(run, status.name(), truth.records(), sinks);
        boolean isTold = told.stream()
                .map(fact -> new Fact.RunCompleted(fact.run(), fact.status(), fact.extracted(), fact.sinks()))
                .anyMatch(expected::equals);
        if (report.status() != status || !isTold) {
            world.violate(
                    Invariant.COMPLETION_ANNOUNCED,
                    "run " + run + " is " + report.status() + ", told were " + told + ", and must be " + expected);
        }
    }

    private RunStatus status(RunKey run, FileTruth truth) {
        boolean dead = false;
        boolean rejected = false;
        for (Flow.Stop stop : truth.flow().stops()) {
            for (int chunk = 0; chunk < truth.chunkCount(); chunk++) {
                dead |= witness.isDead(new ChunkKey(run, stop.step(), chunk));
                rejected |= ended(run, truth, stop.step(), chunk).rejected() > 0;
            }
        }
        return dead
                ? RunStatus.COMPLETE_WITH_DEAD_LETTERS
                : rejected ? RunStatus.COMPLETE_WITH_REJECTS : RunStatus.COMPLETE;
    }

    /** What became of a chunk at a step: nothing where it is dead, and in the end what a retry mended. */
    private Tally ended(RunKey run, FileTruth truth, String step, int chunk) {
        Tally atOnce = witness.isCutOff(truth, run, step, chunk) ? Tally.ZERO : truth.tally(step, chunk);
        return isMended(run, truth, chunk) ? atOnce.plus(truth.mended(step, chunk)) : atOnce;
    }

    /** Whether a chunk came to the step that refused some of it, so that a retry sent them again. */
    private boolean isMended(RunKey run, FileTruth truth, int chunk) {
        Refusal refusal = truth.refusal();
        return refusal != null && !witness.isCutOff(truth, run, refusal.step(), chunk);
    }

    /** The fates along the path to a sink, chunk by chunk: a chunk ends where it is dead. */
    private Fact.SinkTotals totals(RunKey run, FileTruth truth, String sink) {
        Tally sum = Tally.ZERO;
        long dead = 0;
        for (int chunk = 0; chunk < truth.chunkCount(); chunk++) {
            boolean isDead = false;
            for (Flow.Stop stop : truth.flow().pathTo(sink)) {
                if (!isDead && witness.isDead(new ChunkKey(run, stop.step(), chunk))) {
                    isDead = true;
                    dead += truth.tally(stop.step(), chunk).in();
                }
                sum = sum.plus(ended(run, truth, stop.step(), chunk));
            }
        }
        return new Fact.SinkTotals(sink, sum.expanded(), sum.loaded(), sum.rejected(), sum.filtered(), dead);
    }

    private void checkRejects(RunKey run, FileTruth truth) {
        TreeSet<String> expected = new TreeSet<>();
        TreeSet<String> possible = new TreeSet<>();
        for (int chunk = 0; chunk < truth.chunkCount(); chunk++) {
            List<RecordFate> fates = truth.fatesOf(chunk);
            for (int place = 0; place < fates.size(); place++) {
                RecordFate fate = fates.get(place);
                boolean refused = truth.isRefused(chunk, place);
                if (refused) {
                    possible.add(Objects.requireNonNull(truth.refusal()).step() + " line " + fate.line() + " #1 "
                            + Refusal.CODE);
                }
                Map<String, Integer> ordinals = new HashMap<>();
                for (var reject : fate.rejects()) {
                    // Two of one line at one step are two records that an expansion made of it.
                    int ordinal = ordinals.merge(reject.step(), 1, Integer::sum);
                    String text = reject.step() + " line " + reject.line() + " #" + ordinal + " " + reject.code();
                    possible.add(text);
                    boolean retried = refused && truth.isBehindRefusal(reject.step());
                    if (retried ? isMended(run, truth, chunk) : !witness.isCutOff(truth, run, reject.step(), chunk)) {
                        expected.add(text);
                    }
                }
            }
        }
        TreeSet<String> actual = new TreeSet<>();
        Map<String, Integer> ordinals = new HashMap<>();
        queries.forEachReject(run, row -> {
            int ordinal = ordinals.merge(row.step() + row.line(), 1, Integer::sum);
            actual.add(row.step() + " line " + row.line() + " #" + ordinal + " "
                    + row.rejection().code());
        });
        boolean whole = witness.hasDeadLetters(run)
                ? actual.containsAll(expected) && possible.containsAll(actual)
                : actual.equals(expected);
        if (!whole) {
            world.violate(
                    Invariant.LOCATED, "run " + run + " has the rejects " + actual + ", and must have " + expected);
        }
    }

    private void checkDeadLetters(RunKey run, FileTruth truth) {
        TreeSet<String> actual = new TreeSet<>();
        for (DeadLetter letter : queries.deadLetters(run)) {
            ChunkKey key = letter.fact().key();
            actual.add(key.step() + " chunk " + key.chunk());
            if (blobs.find(letter.fact().message()).isEmpty()) {
                world.violate(Invariant.LOCATED, "the message of dead " + key + " is not kept");
            }
            List<RecordFate> fates = truth.fatesOf(key.chunk());
            boolean within = letter.fact().firstLine() == 0
                    || (letter.fact().firstLine() >= fates.get(0).line()
                            && letter.fact().lastLine()
                                    <= fates.get(fates.size() - 1).line());
            if (!within
                    || letter.fact().records()
                            != truth.tally(key.step(), key.chunk()).in()) {
                world.violate(Invariant.LOCATED, "dead " + key + " names other records: " + letter.fact());
            }
        }
        TreeSet<String> expected = new TreeSet<>();
        for (Flow.Stop stop : truth.flow().stops()) {
            for (int chunk = 0; chunk < truth.chunkCount(); chunk++) {
                if (witness.isDead(new ChunkKey(run, stop.step(), chunk))) {
                    expected.add(stop.step() + " chunk " + chunk);
                }
            }
        }
        boolean areSentAgain =
                world.operations().endsWithRedrive() && !world.adversary().has(Fault.GONE_CLAIM);
        if (areSentAgain && !expected.isEmpty()) {
            world.violate(
                    Invariant.STATES_MOVE_AS_ALLOWED,
                    "run " + run + " was redriven in calm, and is dead at " + expected);
        }
        if (!actual.equals(expected)) {
            world.violate(
                    Invariant.LOCATED,
                    "run " + run + " has the dead letters " + actual + ", and must have " + expected);
        }
    }

    private void checkTable(Flow.Stop sink) {
        TableTruth truth = new TableTruth();
        witness.runs().entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(run -> put(run.getKey(), drops.get(run.getValue()).truth(), sink, truth));
        String table = String.valueOf(sink.table());
        TableRowsRead actual = new TableRowsRead(table.equals("order_lines") ? 2 : 1);
        try {
            tables.read(table, actual);
        } catch (NoSuchTable none) {
            world.tell("nothing was ever loaded into " + table);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        }
        SortedMap<String, String> rows = new TreeMap<>(actual.rows());
        String difference = truth.difference(rows);
        if (difference != null) {
            world.violate(Invariant.TABLES_EQUAL_THE_ORACLE, "table " + table + ": " + difference);
        }
    }

    private void put(RunKey run, FileTruth file, Flow.Stop sink, TableTruth truth) {
        for (int chunk = 0; chunk < file.chunkCount(); chunk++) {
            boolean cutOff = witness.isCutOff(file, run, String.valueOf(sink.before()), chunk);
            boolean dead = witness.isDead(new ChunkKey(run, sink.step(), chunk));
            boolean mended = file.isBehindRefusal(sink.step()) && isMended(run, file, chunk);
            List<RecordFate> fates = file.fatesOf(chunk);
            for (int place = 0; place < fates.size(); place++) {
                boolean retried = mended && file.isRefused(chunk, place);
                for (RecordFate.Row row : fates.get(place).rows()) {
                    if (!row.table().equals(sink.table()) || (cutOff && !retried)) {
                        continue;
                    }
                    if (dead && !retried) {
                        truth.mayPut(row.key(), row.text());
                    } else {
                        truth.put(row.key(), row.text());
                    }
                }
            }
        }
    }
}
