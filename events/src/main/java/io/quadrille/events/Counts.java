package io.quadrille.events;

/**
 * What a step did with records. Immutable; all from 0.
 *
 * @param in records consumed; for an extract, records read
 * @param out records emitted; 0 for a load
 * @param expanded out less the inputs that produced out: what expanding added
 * @param rejected records refused with a reason
 * @param filtered records dropped by a filter, or expanded to nothing
 * @param loaded records a table holds, or holds a newer version of
 */
public record Counts(long in, long out, long expanded, long rejected, long filtered, long loaded) {
    public static final Counts ZERO = new Counts(0, 0, 0, 0, 0, 0);

    public Counts {
        if (in < 0 || out < 0 || expanded < 0 || rejected < 0 || filtered < 0 || loaded < 0) {
            throw new IllegalArgumentException("negative count: in " + in + ", out " + out + ", expanded " + expanded
                    + ", rejected " + rejected + ", filtered " + filtered + ", loaded " + loaded);
        }
    }

    public Counts plus(Counts more) {
        return new Counts(
                in + more.in,
                out + more.out,
                expanded + more.expanded,
                rejected + more.rejected,
                filtered + more.filtered,
                loaded + more.loaded);
    }

    /** Whether every record consumed has exactly one fate: in + expanded = out + rejected + filtered + loaded. */
    public boolean isBalanced() {
        return in + expanded == out + rejected + filtered + loaded;
    }
}
