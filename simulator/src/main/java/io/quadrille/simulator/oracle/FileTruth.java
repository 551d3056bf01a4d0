package io.quadrille.simulator.oracle;

import io.quadrille.testdata.Expected;
import io.quadrille.testdata.RecordFate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must become of one file, chunk by chunk and step by step: the records taken in order, each through every step.
 * What a refusal keeps back goes on, in the end, as it would have gone at once.
 */
public final class FileTruth {
    private final Flow flow;
    private final List<RecordFate> fates;
    private final int chunkRecords;
    private final @Nullable Refusal refusal;
    /** Records that are refused, by their places in the file. */
    private final BitSet refused = new BitSet();

    private final Map<String, List<Tally>> chunks = new HashMap<>();
    private final Map<String, Tally> totals = new HashMap<>();
    private final Map<String, Tally> mendedTotals = new HashMap<>();

    public FileTruth(Flow flow, List<RecordFate> fates, int chunkRecords) {
        this(flow, fates, chunkRecords, null);
    }

    /** @param refusal null for none */
    public FileTruth(Flow flow, List<RecordFate> fates, int chunkRecords, @Nullable Refusal refusal) {
        this.flow = flow;
        this.fates = List.copyOf(fates);
        this.chunkRecords = chunkRecords;
        this.refusal = refusal;
        if (refusal != null) {
            refuse(refusal);
        }
        for (Flow.Stop stop : flow.stops()) {
            List<Tally> ofStep = new ArrayList<>();
            Tally total = Tally.ZERO;
            for (int chunk = 0; chunk < chunkCount(); chunk++) {
                Tally tally = Tally.ZERO;
                for (int record = first(chunk); record < last(chunk); record++) {
                    tally = tally.plus(tally(stop, record, true));
                }
                ofStep.add(tally);
                total = total.plus(tally);
            }
            chunks.put(stop.step(), ofStep);
            totals.put(stop.step(), total);
            Tally mended = total;
            for (int chunk = 0; chunk < chunkCount(); chunk++) {
                mended = mended.plus(mended(stop.step(), chunk));
            }
            mendedTotals.put(stop.step(), mended);
        }
    }

    private void refuse(Refusal given) {
        Flow.Stop stop = flow.stop(given.step());
        for (int chunk = 0; chunk < chunkCount(); chunk++) {
            int place = 0;
            for (int record = first(chunk); record < last(chunk); record++) {
                if (tally(stop, record, false).in() > 0 && given.refused().isRefused(chunk, place++)) {
                    refused.set(record);
                }
            }
        }
    }

    private int first(int chunk) {
        return chunk * chunkRecords;
    }

    private int last(int chunk) {
        return Math.min(fates.size(), (chunk + 1) * chunkRecords);
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
        return fates.subList(first(chunk), last(chunk));
    }

    public @Nullable Refusal refusal() {
        return refusal;
    }

    /** @param place of a record in its chunk, from 0 */
    public boolean isRefused(int chunk, int place) {
        return refused.get(first(chunk) + place);
    }

    /** Whether what a refusal keeps back would come to a step. */
    public boolean isBehindRefusal(String step) {
        Refusal given = refusal;
        return given != null
                && flow.pathTo(step).stream().anyMatch(stop -> stop.step().equals(given.step()));
    }

    /** What a step makes of a chunk that reaches it, the first time. */
    public Tally tally(String step, int chunk) {
        List<Tally> ofStep = chunks.getOrDefault(step, List.of());
        return chunk < ofStep.size() ? ofStep.get(chunk) : Tally.ZERO;
    }

    /** What a step makes of the file the first time, if all of it reaches the step. */
    public Tally total(String step) {
        return totals.getOrDefault(step, Tally.ZERO);
    }

    /** What a retry of a chunk's refused records changes at a step. */
    public Tally mended(String step, int chunk) {
        Flow.Stop stop = flow.stop(step);
        Tally change = Tally.ZERO;
        int end = last(chunk);
        for (int record = refused.nextSetBit(first(chunk));
                record >= 0 && record < end;
                record = refused.nextSetBit(record + 1)) {
            change = change.plus(tally(stop, record, false)).minus(tally(stop, record, true));
        }
        return change;
    }

    /** What a step makes of the file once all that was refused is mended. */
    public Tally mendedTotal(String step) {
        return mendedTotals.getOrDefault(step, Tally.ZERO);
    }

    /** @param firstTime whether what is refused is kept back */
    private Tally tally(Flow.Stop stop, int record, boolean firstTime) {
        RecordFate fate = fates.get(record);
        long in = stop.before() == null
                ? 1
                : tally(flow.stop(stop.before()), record, firstTime).out();
        if (in == 0) {
            return Tally.ZERO;
        }
        if (firstTime && refusal != null && refusal.step().equals(stop.step()) && refused.get(record)) {
            return new Tally(in, 0, 0, in, 0, 0);
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
