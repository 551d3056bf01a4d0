package io.quadrille.simulator.oracle;

/** What one step makes of some records. */
public record Tally(long in, long out, long expanded, long rejected, long filtered, long loaded) {
    public static final Tally ZERO = new Tally(0, 0, 0, 0, 0, 0);

    public Tally plus(Tally more) {
        return new Tally(
                in + more.in,
                out + more.out,
                expanded + more.expanded,
                rejected + more.rejected,
                filtered + more.filtered,
                loaded + more.loaded);
    }

    public Tally minus(Tally less) {
        return new Tally(
                in - less.in,
                out - less.out,
                expanded - less.expanded,
                rejected - less.rejected,
                filtered - less.filtered,
                loaded - less.loaded);
    }

    /** Whether no part of it is more than the other's. */
    public boolean isWithin(Tally other) {
        return in <= other.in
                && out <= other.out
                && expanded <= other.expanded
                && rejected <= other.rejected
                && filtered <= other.filtered
                && loaded <= other.loaded;
    }
}
