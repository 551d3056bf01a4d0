package io.quadrille.contracts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.Counts;
import io.quadrille.events.Fact;
import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.RejectFilter;
import io.quadrille.observer.ledger.RunFilter;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.observer.runs.LedgerQueries;
import io.quadrille.observer.runs.RunQueries;
import io.quadrille.observer.runs.RunReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What questions cost in a ledger of few small runs, and in one of very many with a huge one among them: prints the
 * medians and their ratios. Nothing is asserted of times.
 */
public final class QueryCost {
    private static final int CHUNK = 500;
    private static final int REPEATS = 200;

    private final LedgerStore store;
    private final Witness witness;

    public QueryCost(LedgerStore store) {
        this.store = store;
        this.witness = new Witness(store);
    }

    /**
     * Fills the ledger and asks.
     *
     * @param runs how many small ones there are
     * @param chunks how many chunks of 500 records the last run has
     * @return median microseconds by question
     */
    public Map<String, Double> measure(int runs, int chunks) {
        return ask(fill(runs, chunks), (long) chunks * CHUNK);
    }

    /**
     * Fills the ledger with runs that are complete.
     *
     * @param runs how many small ones there are
     * @param chunks how many chunks of 500 records the last run has, of which one in ten has a reject
     * @return the last run
     */
    public RunKey fill(int runs, int chunks) {
        for (int from = 0; from < runs; from += 500) {
            List<Fact> facts = new ArrayList<>();
            for (int i = from; i < Math.min(runs, from + 500); i++) {
                add(facts, Staged.run("r%015d".formatted(i), Graphs.LINE), 0, 1, 1);
            }
            witness.deliver(facts);
        }
        Staged last = Staged.run("the-largest-run0", Graphs.LINE);
        for (int from = 0; from < chunks; from += 50) {
            List<Fact> facts = new ArrayList<>();
            add(facts, last, from, Math.min(chunks, from + 50), chunks);
            witness.deliver(facts);
        }
        return last.run();
    }

    /** A chunk in ten has a reject. */
    private static void add(List<Fact> facts, Staged run, int from, int to, int chunks) {
        if (from == 0) {
            facts.add(run.started());
        }
        for (int chunk = from; chunk < to; chunk++) {
            int rejected = chunk % 10 == 9 ? 1 : 0;
            if (rejected > 0) {
                facts.add(run.rejects("transform", chunk, rejected));
            }
            facts.add(extracted(run, chunk));
            facts.add(run.outcome("transform", chunk, new Counts(CHUNK, CHUNK - rejected, 0, rejected, 0, 0)));
            facts.add(run.passes("load", chunk, CHUNK - rejected));
        }
        if (to == chunks) {
            facts.add(run.extracted(chunks, (long) chunks * CHUNK));
        }
    }

    private static Fact extracted(Staged run, int chunk) {
        long first = (long) chunk * CHUNK + 2;
        return new Fact.RecordsExtracted(new ChunkOutcome(
                run.chunk("extract", chunk),
                new Counts(CHUNK, CHUNK, 0, 0, 0, 0),
                first,
                first + CHUNK - 1,
                "data " + chunk,
                null,
                new ChunkOutcome.Timing(500, 900)));
    }

    private Map<String, Double> ask(RunKey run, long records) {
        RunQueries queries = new LedgerQueries(store);
        RunReport report = queries.find(run).orElseThrow();
        assertThat(report.extracted()).isEqualTo(records);
        assertThat(report.balanced()).isTrue();
        assertThat(report.status().isComplete()).isTrue();
        Map<String, Double> medians = new LinkedHashMap<>();
        medians.put("list of 10", median(() -> queries.runs(RunFilter.ALL, Optional.empty(), 10)));
        medians.put(
                "list of 5 by status",
                median(() -> queries.runs(RunFilter.ofStatus(RunStatus.COMPLETE), Optional.empty(), 5)));
        String cursor = queries.runs(RunFilter.ALL, Optional.empty(), 5).next().orElseThrow();
        medians.put("next page of 5", median(() -> queries.runs(RunFilter.ALL, Optional.of(cursor), 5)));
        medians.put("run report", median(() -> queries.find(run)));
        medians.put("series", median(() -> queries.findSeries(run)));
        medians.put(
                "rejects, a page of 50",
                median(() -> queries.rejects(run, new RejectFilter(null, "NOT_A_NUMBER", null), Optional.empty(), 50)));
        medians.put("journey of the last line", median(() -> queries.findJourney(run, records + 1)));
        medians.put("missing chunks", median(() -> queries.missingChunks(run)));
        return medians;
    }

    private static double median(Supplier<?> question) {
        long[] nanos = new long[REPEATS];
        for (int i = 0; i < 2 * REPEATS; i++) {
            long begun = System.nanoTime();
            Object answer = question.get();
            nanos[i % REPEATS] = System.nanoTime() - begun; // the second half is kept: the first one warms up
            assertThat(answer).isNotNull();
        }
        Arrays.sort(nanos);
        return nanos[REPEATS / 2] / 1_000.0;
    }
}
