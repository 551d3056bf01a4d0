package io.quadrille.simulator.oracle;

import io.quadrille.testdata.Expected;
import io.quadrille.testdata.RecordFate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What must become of one file, chunk by chunk and step by step: the records taken in order, each through every step.
 */
public final class FileTruth {
    private final Flow flow;
    private final List<RecordFate> fates;
    private final int chunkRecords;
    private final Map<String, List<Tally>> chunks = new HashMap<>();
    private final Map<String, Tally> totals = new HashMap<>();

    public FileTruth(Flow flow, List<RecordFate> fates, int chunkRecords) {
        this.flow = flow;
        this.fates = List.copyOf(fates);
        this.chunkRecords = chunkRecords;
        for (Flow.Stop stop : flow.stops()) {
            List<Tally> ofStep = new ArrayList<>();
            Tally total = Tally.ZERO;
            for (int chunk = 0; chunk < chunkCount(); chunk++) {
                Tally tally = Tally.ZERO;
                for (RecordFate fate : fatesOf(chunk)) {
                    tally = tally.plus(tally(stop, fate));
                }
                ofStep.add(tally);
                total = total.plus(tally);
            }
            chunks.put(stop.step(), ofStep);
            totals.put(stop.step(), total);
        }
    }

    public Flow flow() {
        return flow;
    }

    public int chunkCount() {
        return (fates.size() + chunkRecords - 1) / chunkRecords;
    }

    public long records() {
        return fates.size();
    }

    public List<RecordFate> fatesOf(int chunk) {
        return fates.subList(chunk * chunkRecords, Math.min(fates.size(), (chunk + 1) * chunkRecords));
    }

    /** What a step makes of a chunk that reaches it. */
    public Tally tally(String step, int chunk) {
        List<Tally> ofStep = chunks.getOrDefault(step, List.of());
        return chunk < ofStep.size() ? ofStep.get(chunk) : Tally.ZERO;
    }

    /** What a step makes of the file, if all of it reaches the step. */
    public Tally total(String step) {
        return totals.getOrDefault(step, Tally.ZERO);
    }

    private Tally tally(Flow.Stop stop, RecordFate fate) {
        long in = stop.before() == null
                ? 1
                : tally(flow.stop(stop.before()), fate).out();
        if (in == 0) {
            return Tally.ZERO;
        }
        long rejected = 0;
        for (Expected.Reject reject : fate.rejects()) {
            rejected += reject.step().equals(stop.step()) ? 1 : 0;
        }
        long kept = in - rejected;
        return switch (stop.role()) {
            case EXTRACT, TRANSFORM -> new Tally(in, kept, 0, rejected, 0, 0);
            case FILTER -> fate.filtered() ? new Tally(in, 0, 0, 0, in, 0) : new Tally(in, kept, 0, rejected, 0, 0);
            case EXPAND -> {
                long out = kept == 0 ? 0 : fate.expandedTo();
                yield new Tally(in, out, out - kept, rejected, 0, 0);
            }
            case LOAD -> new Tally(in, 0, 0, rejected, 0, kept);
        };
    }
}
