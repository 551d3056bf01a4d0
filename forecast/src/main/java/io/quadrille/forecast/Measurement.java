package io.quadrille.forecast;

import io.quadrille.events.Counts;
import io.quadrille.events.RunKey;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.observer.runs.RunQueries;
import io.quadrille.observer.runs.RunReport;
import io.quadrille.observer.runs.StepReport;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How a pipeline treated its records in a run, as the ledger has it. */
public final class Measurement {
    private Measurement() {}

    /**
     * The profile of a run; empty if it is not complete, is of other steps, or had no records.
     *
     * @param sourceBytes the file's length, decompressed
     */
    public static Optional<Profile> of(Pipeline pipeline, RunQueries queries, RunKey run, long sourceBytes) {
        RunReport report = queries.find(run).orElse(null);
        if (report == null || !report.status().isComplete() || report.extracted() == 0 || !isOf(pipeline, report)) {
            return Optional.empty();
        }
        int chunks = queries.completedChunks(run).cardinality();
        Map<String, BitSet> rejecting = new HashMap<>();
        queries.forEachReject(run, reject -> rejecting
                .computeIfAbsent(reject.step(), step -> new BitSet())
                .set(reject.chunk()));
        Map<String, StepProfile> steps = new LinkedHashMap<>();
        for (StepReport step : report.steps()) {
            BitSet with = rejecting.getOrDefault(step.step(), new BitSet());
            steps.put(step.step(), profile(step, with.cardinality(), chunks));
        }
        return Optional.of(new Profile(
                steps, Map.of(), new Profile.Sample(run.run(), report.extracted(), chunks, sourceBytes)));
    }

    private static boolean isOf(Pipeline pipeline, RunReport report) {
        return report.steps().stream()
                .map(StepReport::step)
                .toList()
                .equals(pipeline.steps().stream().map(step -> step.name()).toList());
    }

    private static StepProfile profile(StepReport step, long rejectingChunks, int chunks) {
        Counts counts = step.counts();
        double in = Math.max(1, counts.in());
        double micros = step.working().p50().toNanos() / 1e3 * chunks / in;
        return new StepProfile(
                (counts.out() + counts.loaded()) / in, counts.rejected() / in, rejectingChunks, micros, true);
    }
}
