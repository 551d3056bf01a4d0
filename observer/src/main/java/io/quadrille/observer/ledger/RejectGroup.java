package io.quadrille.observer.ledger;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Rejects of one reason at one place.
 *
 * @param column the column at fault; null where it is the record as a whole
 * @param code such as {@code NOT_A_NUMBER}; {@link #OTHER} for reasons beyond those that are kept apart
 * @param records how many, from 0
 */
public record RejectGroup(String step, @Nullable String column, String code, long records) {
    /** The code of what is counted together, as a run has more reasons than are worth a line each. */
    public static final String OTHER = "OTHER";

    /** Most records first; then by step, code and column. */
    public static final Comparator<RejectGroup> ORDER = Comparator.comparingLong(RejectGroup::records)
            .reversed()
            .thenComparing(RejectGroup::step)
            .thenComparing(RejectGroup::code)
            .thenComparing(RejectGroup::column, Comparator.nullsFirst(Comparator.naturalOrder()));
}
