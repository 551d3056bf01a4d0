package io.quadrille.observer.ledger;

import io.quadrille.events.Rejection;
import java.util.Comparator;

/**
 * One rejected record in the ledger.
 *
 * @param place its place among the rejects of its chunk and step, from 0
 */
public record RejectRow(String step, int chunk, int place, Rejection rejection) {
    /** By line, step, ordinal; then by chunk and place, which only tell rows apart. */
    public static final Comparator<RejectRow> ORDER = Comparator.comparing(Cursors.RejectPlace::of);

    public long line() {
        return rejection.origin().line();
    }
}
