package io.quadrille.local.memory;

import io.quadrille.handlers.ports.Version.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The writers of a table's rows, each kept once under a number: of millions of rows there are a few. Guarded by the table's lock. */
final class Writers {
    private final Map<Writer, Integer> numbers = new HashMap<>();
    private final List<Writer> writers = new ArrayList<>();

    int numberOf(Writer writer) {
        return numbers.computeIfAbsent(writer, another -> {
            writers.add(another);
            return writers.size() - 1;
        });
    }

    /** Whether the version of one row is greater than that of another. */
    boolean isGreater(StoredRow one, StoredRow other) {
        if (one.writer() != other.writer()) {
            return writers.get(one.writer()).compareTo(writers.get(other.writer())) > 0;
        }
        int order = Long.compare(one.line(), other.line());
        return order == 0 ? one.ordinal() > other.ordinal() : order > 0;
    }
}
