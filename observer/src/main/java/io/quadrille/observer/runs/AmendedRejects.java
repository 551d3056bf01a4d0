package io.quadrille.observer.runs;

import io.quadrille.events.RunKey;
import io.quadrille.observer.ledger.Cursors.RejectPlace;
import io.quadrille.observer.ledger.LedgerStore;
import io.quadrille.observer.ledger.Page;
import io.quadrille.observer.ledger.RejectRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The rejects of a run and its amendments as one list. Each key's rows are in order by themselves; a cursor says how far
 * each was read, as a reject is open under one of them only. Immutable.
 */
public final class AmendedRejects {
    private static final String SEPARATOR = "~";
    private static final int PAGE = 1_000;

    private final List<RunKey> keys;
    private final Pages pages;

    private AmendedRejects(List<RunKey> keys, Pages pages) {
        this.keys = List.copyOf(keys);
        this.pages = pages;
    }

    /** Reads the rows under one key. */
    private interface Pages {
        Page<RejectRow> page(RunKey key, Optional<String> cursor, int limit);
    }

    /** @param run under which key the row stands */
    public record Reject(RunKey run, RejectRow row) {}

    /** Those that no amendment took up. */
    public static AmendedRejects open(LedgerStore store, RunKey run) {
        return new AmendedRejects(AmendedRun.keys(store, run), store::rejects);
    }

    /** Those that an amendment took up. */
    public static AmendedRejects retried(LedgerStore store, RunKey run, int amendment) {
        return new AmendedRejects(
                AmendedRun.keys(store, run),
                (key, cursor, limit) -> store.retriedRejects(key, amendment, cursor, limit));
    }

    /** By line, step, ordinal. @param cursor as the page before gave it; amendments may have come since */
    Page<Reject> page(Optional<String> cursor, int limit) {
        if (keys.size() == 1) {
            return pages.page(keys.get(0), cursor, limit).map(row -> new Reject(keys.get(0), row));
        }
        List<String> read = cursor.map(AmendedRejects::split).orElseGet(ArrayList::new);
        List<Found> found = new ArrayList<>();
        boolean more = false;
        for (int key = 0; key < keys.size(); key++) {
            if (key == read.size()) {
                read.add("");
            }
            Optional<String> from = Optional.of(read.get(key)).filter(text -> !text.isEmpty());
            Page<RejectRow> page = pages.page(keys.get(key), from, limit);
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
        return new Page<>(
                taken.stream()
                        .map(row -> new Reject(keys.get(row.key()), row.row()))
                        .toList(),
                next);
    }

    /** All of them by line, step, ordinal, in constant memory. */
    public Iterator<Reject> all() {
        return new Iterator<>() {
            private Page<Reject> page = AmendedRejects.this.page(Optional.empty(), PAGE);
            private int place;

            @Override
            public boolean hasNext() {
                while (place == page.items().size() && page.next().isPresent()) {
                    page = AmendedRejects.this.page(page.next(), PAGE);
                    place = 0;
                }
                return place < page.items().size();
            }

            @Override
            public Reject next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return page.items().get(place++);
            }
        };
    }

    /** @param key the place of its key in the list */
    private record Found(int key, RejectRow row) {}

    private static List<String> split(String cursor) {
        return new ArrayList<>(List.of(cursor.split(SEPARATOR, -1)));
    }
}
