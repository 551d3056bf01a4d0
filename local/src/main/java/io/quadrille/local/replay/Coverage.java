package io.quadrille.local.replay;

import io.quadrille.events.Envelope;
import io.quadrille.events.Fact;
import io.quadrille.events.FactKind;
import io.quadrille.events.Facts;
import io.quadrille.local.replay.ReplayReport.Difference;
import io.quadrille.local.replay.ReplayReport.Kind;
import java.util.BitSet;
import java.util.Optional;

/** How much of a run a capture holds: what it lacks is not compared, and must not pass for equal. Not thread safe. */
final class Coverage {
    private final BitSet extracted = new BitSet();
    private int chunks = -1;

    void accept(Envelope event) {
        if (event.kind() == FactKind.RECORDS_EXTRACTED) {
            extracted.set(event.chunk().chunk());
        } else if (event.kind() == FactKind.FILE_EXTRACTED && Facts.fact(event) instanceof Fact.FileExtracted totals) {
            chunks = totals.chunks();
        }
    }

    /** What is lacking; empty where the whole run is there. */
    Optional<Difference> findGap() {
        if (chunks == extracted.cardinality()) {
            return Optional.empty();
        }
        String there = extracted.cardinality()
                + (chunks < 0 ? " chunks, without the extract's end" : " of " + chunks + " chunks");
        return Optional.of(new Difference(
                Kind.CAPTURE, "the capture holds " + there + "; the rest of the run is not compared", there, null));
    }
}
