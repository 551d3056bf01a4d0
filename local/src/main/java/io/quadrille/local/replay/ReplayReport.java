package io.quadrille.local.replay;

import io.quadrille.events.Counts;
import io.quadrille.events.RunKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came out of one run's captured events, then and now.
 *
 * @param events the captured events, each counted once
 * @param steps in the order of today's definition, then those that are gone
 * @param tables the tables compared
 */
public record ReplayReport(
        RunKey run, int events, List<StepTallies> steps, List<TableRows> tables, List<Difference> differences) {
    public ReplayReport {
        steps = List.copyOf(steps);
        tables = List.copyOf(tables);
        differences = List.copyOf(differences);
    }

    /** A step's sums, then and now. */
    public record StepTallies(String step, Counts captured, Counts now) {}

    /** A table's rows, by the captured events and now. */
    public record TableRows(String table, long captured, long now) {}

    /** What can differ. */
    public enum Kind {
        /** The steps of the definition. */
        FLOW,
        /** The capture tells two things of one. */
        CAPTURE,
        /** A step's sums. */
        TALLY,
        /** A chunk's outcome at a step. */
        OUTCOME,
        /** A reject of a record. */
        REJECT,
        /** A dead letter. */
        DEAD_LETTER,
        /** A table's row. */
        TABLE
    }

    /**
     * One difference.
     *
     * @param place the step, with the chunk or line where there is one; the table, with the key
     * @param captured what it was; null where there was none
     * @param now what it is; null where there is none
     */
    public record Difference(Kind kind, String place, @Nullable String captured, @Nullable String now) {}
}
