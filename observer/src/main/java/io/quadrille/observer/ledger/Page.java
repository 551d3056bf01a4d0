package io.quadrille.observer.ledger;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Part of an ordered answer.
 *
 * @param next the cursor of the page after; empty on the last page
 */
public record Page<T>(List<T> items, Optional<String> next) {
    public Page {
        items = List.copyOf(items);
    }

    /** The page of a list that was read one item beyond its limit, to see whether there is more. */
    public static <T> Page<T> of(List<T> read, int limit, Function<T, String> cursor) {
        if (read.size() <= limit) {
            return new Page<>(read, Optional.empty());
        }
        return new Page<>(read.subList(0, limit), Optional.of(cursor.apply(read.get(limit - 1))));
    }

    public <R> Page<R> map(Function<T, R> function) {
        return new Page<>(items.stream().map(function).toList(), next);
    }
}
