package io.quadrille.observer.runs;

import io.quadrille.events.Counts;
import io.quadrille.events.Envelope;
import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.RejectRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the record on a line.
 *
 * @param line as asked for, from 1; a record may begin before it
 * @param place null where the chunk cannot be told; {@code gaps} then say why
 * @param visits a step each, in order of definition; empty without a place
 * @param resent what became of it each time a retry sent it again, by amendment
 * @param gaps what could not be looked up, and why; whole sentences
 */
public record RecordJourney(
        RunKey run, long line, @Nullable Place place, List<Visit> visits, List<Resent> resent, List<String> gaps) {
    public RecordJourney {
        visits = List.copyOf(visits);
        resent = List.copyOf(resent);
        gaps = List.copyOf(gaps);
    }

    /**
     * Where a record stands.
     *
     * @param chunk from 0
     * @param record the record read again from the source; null where that cannot be read
     */
    public record Place(int chunk, @Nullable SourceRecord record) {}

    /**
     * A retry that took the record up.
     *
     * @param amendment its number in the run
     * @param at when it was asked for
     * @param visits of the steps that it passes again; empty until they are known of
     */
    public record Resent(int amendment, Instant at, List<Visit> visits) {
        public Resent {
            visits = List.copyOf(visits);
        }
    }

    /**
     * What a step did.
     *
     * @param counts of the chunk as a whole; null unless the step has an outcome for it
     * @param at when the outcome was published, to the quarter of a second; null where there is none
     * @param waiting of the chunk, right to within a factor of 2.5; zero where there is no outcome
     * @param working likewise
     * @param rejects those of this record at this step
     * @param events of this chunk and step as captured, by time; empty where none were kept
     */
    public record Visit(
            String step,
            Fate fate,
            @Nullable Counts counts,
            @Nullable Instant at,
            Duration waiting,
            Duration working,
            List<RejectRow> rejects,
            List<Envelope> events) {
        public Visit {
            rejects = List.copyOf(rejects);
            events = List.copyOf(events);
        }

        Visit with(Fate known) {
            return new Visit(step, known, counts, at, waiting, working, rejects, events);
        }
    }

    /** What became of the record at a step. */
    public enum Fate {
        /** It went on, or is in the table. */
        PASSED,
        REJECTED,
        /** Of the records that it was expanded into, some were rejected, or all. */
        PARTLY_REJECTED,
        /** Dropped by a filter, or expanded to nothing. */
        FILTERED,
        /** The chunk dropped some records, and nothing that was kept tells whether this is one of them. */
        PASSED_OR_FILTERED,
        /** The chunk is a dead letter here. */
        DEAD,
        /** It waits for the step, or the step is at it. */
        AWAITED,
        /** It ended at a step before, or has not come so far. */
        NOT_REACHED
    }
}
