package io.quadrille.local.memory;

import io.quadrille.handlers.ports.Version.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The writers of a table's rows, each kept once under a number: of millions of rows there are a few. Guarded by the table's lock. */
final class Writers {
    private final Map<Writer, Integer> numbers = new HashMap<>();
    private final List<Writer> writers = new ArrayList<>();
    private @Nullable Writer last;
    private int lastNumber;

    @SuppressWarnings("ReferenceEquality") // seen at a glance: the rows of a chunk share theirs
    int numberOf(Writer writer) {
        if (writer != last) {
            lastNumber = numbers.computeIfAbsent(writer, another -> {
                writers.add(another);
                return writers.size() - 1;
            });
            last = writer;
        }
        return lastNumber;
    }

    /** Whether a version is greater than the one of the row. */
    boolean isGreater(OfferedRows rows, int row, int writer, StoredRow stored) {
        if (writer != stored.writer()) {
            return writers.get(writer).compareTo(writers.get(stored.writer())) > 0;
        }
        int order = Long.compare(rows.line(row), stored.line());
        return order == 0 ? rows.ordinal(row) > stored.ordinal() : order > 0;
    }
}
