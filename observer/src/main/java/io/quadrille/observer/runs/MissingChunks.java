package io.quadrille.observer.runs;

import io.quadrille.observer.ledger.LedgerStore.RunSnapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * The chunks that a step has not ended, of those that are known of.
 *
 * @param chunks without an outcome and not dead, or whose reject rows are awaited
 */
public record MissingChunks(String step, ChunkRanges chunks) {
    /** The run's own, then its amendments', with the amendment named before the step. */
    public static List<MissingChunks> of(AmendedRun run) {
        List<MissingChunks> missing =
                new ArrayList<>(ChunkProgress.of(run.root()).missing());
        for (RunSnapshot amendment : run.amendments()) {
            String name = "amendment " + amendment.tally().run().amendment() + ", ";
            for (MissingChunks chunks : ChunkProgress.of(amendment).missing()) {
                missing.add(new MissingChunks(name + chunks.step(), chunks.chunks()));
            }
        }
        return missing;
    }

    @Override
    public String toString() {
        return step + ": " + (chunks.count() == 1 ? "chunk " : "chunks ") + chunks;
    }
}
