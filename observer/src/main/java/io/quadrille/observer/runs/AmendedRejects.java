package io.quadrille.observer.runs;

import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.Cursors.RejectPlace;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.Page;
import io.quadrille.observer.ledger.RejectRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The open rejects of a run and its amendments as one list. Each key's rows are in order by themselves; a cursor says how
 * far each was read, as a reject is open under one of them only.
 */
final class AmendedRejects {
    private static final String SEPARATOR = "~";

    private AmendedRejects() {}

    /** @param keys the run's, then those of its amendments, by number: more of them may have come since the cursor */
    static Page<RejectRow> page(LedgerStore store, List<RunKey> keys, Optional<String> cursor, int limit) {
        if (keys.size() == 1) {
            return store.rejects(keys.get(0), cursor, limit);
        }
        List<String> read = cursor.map(AmendedRejects::split).orElseGet(ArrayList::new);
        List<Found> found = new ArrayList<>();
        boolean more = false;
        for (int key = 0; key < keys.size(); key++) {
            if (key == read.size()) {
                read.add("");
            }
            Optional<String> from = Optional.of(read.get(key)).filter(text -> !text.isEmpty());
            Page<RejectRow> page = store.rejects(keys.get(key), from, limit);
            more |= page.next().isPresent();
            for (RejectRow row : page.items()) {
                found.add(new Found(key, row));
            }
        }
        found.sort(Comparator.comparing(Found::row, RejectRow.ORDER).thenComparing(Found::key));
        List<Found> taken = found.subList(0, Math.min(limit, found.size()));
        taken.forEach(row -> read.set(row.key(), RejectPlace.of(row.row()).text()));
        Optional<String> next =
                more || taken.size() < found.size() ? Optional.of(String.join(SEPARATOR, read)) : Optional.empty();
        return new Page<>(taken.stream().map(Found::row).toList(), next);
    }

    /** @param key the place of its key in the list */
    private record Found(int key, RejectRow row) {}

    private static List<String> split(String cursor) {
        return new ArrayList<>(List.of(cursor.split(SEPARATOR, -1)));
    }
}
