package io.quadrille.observer.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Which rejects are asked for; null admits all.
 *
 * @param column its name's first 64 characters; empty for those that name no column
 */
public record RejectFilter(@Nullable String step, @Nullable String code, @Nullable String column) {
    public static final RejectFilter ALL = new RejectFilter(null, null, null);

    /** The rejects of a group. */
    public static RejectFilter of(RejectGroup group) {
        return new RejectFilter(group.step(), group.code(), group.column() == null ? "" : group.column());
    }

    public boolean admits(RejectRow row) {
        RejectReasons.Reason reason = RejectReasons.Reason.of(row.rejection());
        return (step == null || step.equals(row.step()))
                && (code == null || code.equals(reason.code()))
                && (column == null || column.equals(reason.column()));
    }
}
